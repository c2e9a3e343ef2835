"""The files that a clinic deploys with. Without a Docker engine they are read, and what they start is looked for."""

import ast
import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parent.parent
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
ASK = ("web", "worker", "beat", "backup", "migrate")  # ask PostgreSQL and Redis
OURS = {name: SERVICES[name] for name in ASK}
BY_TLS = "?sslmode=verify-full&sslrootcert=/tls/ca.pem"
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SECRETS = {
    "secret_key": "tbHYgzkRkbcQzN7mDnwIoJDLX5zg2Uo3vgPyAqgVYbqG8OVzqTqtTw0",
    "postgres_password": "c0ff/ee",
    "postgres_site_password": "ca/fe",
    "redis_password": "te@a",
    "email_url": "smtp+tls://user:password@mail.example.org:587",
}
VALUES = {
    "SITE_ADDRESS": "als.example.org",
    "ALLOWED_HOSTS": "als.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://als.example.org",
    "DEFAULT_FROM_EMAIL": "alsweak <als@example.org>",
}


EXAMPLE = (ROOT / ".env.example").read_text()
README = (ROOT / "README.md").read_text()
CLINIC = (ROOT / "docs/clinic.md").read_text()
ROOMS = ("alsweak", "clinical", "people", "symptoms", "care", "reports", "exchange")


def interpolated(value, values):
    """As compose does it: KeyError for a variable that must be given and is not."""
    return re.sub(r"\$\{(\w+):\?[^}]*\}", lambda found: values[found[1]], value)


def filled_in(values, service="web"):
    """The environment of one of our services: the file's variables, then its own."""
    assert OURS[service]["env_file"] == ".env"
    own = OURS[service]["environment"]
    return values | {name: interpolated(value, values) for name, value in own.items()}


def read_from_outside(file):
    """The variables that a module asks the environment for."""
    asked = set()
    for call in ast.walk(ast.parse(file.read_text())):
        if isinstance(call, ast.Call) and re.fullmatch(r"env\.\w+|os\.environ\.get", ast.unparse(call.func)):
            asked.add(ast.literal_eval(call.args[0]))
    return asked


def manage(*arguments, tmp_path, **environment):
    inherited = {"PATH": os.environ["PATH"], "ALSWEAK_PRODUCTION": "1", "ALSWEAK_VAR": str(tmp_path)}
    for name, value in SECRETS.items():
        (tmp_path / name).write_text(f"{value}\n")  # as an editor leaves it
    environment = {name: value.replace("/run/secrets", str(tmp_path)) for name, value in environment.items()}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=inherited | environment, capture_output=True, text=True)


def test_compose_has_the_processes_of_a_clinic():
    assert set(SERVICES) == {*ASK, "caddy", "certificates", "postgres", "redis"}
    assert {name for name in SERVICES if SERVICES[name]["image"] == "alsweak"} == {*ASK, "certificates"}


def test_code_example_and_readme_name_the_same_variables():
    code = set().union(*(read_from_outside(file) for room in ROOMS for file in (ROOT / room).rglob("*.py")))
    compose = set(re.findall(r"\$\{(\w+)", COMPOSE))
    example = set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    readme = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))

    assert len(code) > 15
    assert example == readme == code | compose


def test_what_must_be_given_has_no_value_in_the_example_and_the_rest_has():
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    rest = dict(re.findall(r"^# ([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))

    assert given == dict.fromkeys(VALUES, "")
    assert [name for name, value in rest.items() if not value] == []


def test_every_service_of_ours_gets_the_whole_file_and_what_compose_decides():
    for service in OURS:
        environment = filled_in(VALUES | {"ALSWEAK_OPEN_SIGNUP": "1"}, service)
        assert environment.items() >= (VALUES | {"ALSWEAK_OPEN_SIGNUP": "1"}).items()
        owner = service in ("backup", "migrate")
        role = "alsweak" if owner else "alsweak_site"
        assert environment["DATABASE_URL"] == f"postgres://{role}@postgres:5432/alsweak{BY_TLS}"
        password = "postgres_password" if owner else "postgres_site_password"
        assert environment["POSTGRES_PASSWORD_FILE"] == f"/run/secrets/{password}"
        site = "postgres://alsweak_site@postgres:5432/alsweak"
        assert environment.get("APP_DATABASE_URL") == (site if service == "migrate" else None)
        assert environment["REDIS_URL"] == "rediss://redis:6379/0?ssl_ca_certs=/tls/ca.pem"
        files = {Path(value).name for name, value in environment.items() if name.endswith("_FILE")}
        assert files == set(OURS[service]["secrets"])


def test_each_secret_is_a_file_that_the_guide_makes_and_nobody_gets_more_than_it_needs():
    kept = yaml.safe_load(COMPOSE)["secrets"]
    assert kept == {name: {"file": f"./secrets/{name}"} for name in SECRETS}
    assert {
        name: service["secrets"] for name, service in SERVICES.items() if name not in OURS and "secrets" in service
    } == {
        "postgres": ["postgres_password"],
        "redis": ["redis_password"],
    }
    made = set(re.findall(r"^for name in ([^;]+);", CLINIC, re.MULTILINE)[0].split()) | {"email_url"}
    assert made == set(SECRETS)
    assert "secrets/" in (ROOT / ".gitignore").read_text().splitlines()


def test_passwords_from_files_come_into_the_addresses(tmp_path):
    asked = (
        "from django.conf import settings as s; d = s.DATABASES['default'];"
        " print(d['PASSWORD'], d['HOST'], s.REDIS_URL, s.EMAIL_HOST)"
    )
    result = manage("shell", "--command", asked, tmp_path=tmp_path, **filled_in(VALUES))
    assert result.stdout.splitlines()[-1] == (
        "ca/fe postgres rediss://:te%40a@redis:6379/0?ssl_ca_certs=/tls/ca.pem mail.example.org"
    )


@pytest.mark.parametrize(
    ("address", "more"),
    [({"REDIS_URL": "rediss://redis.example.org:6379/0"}, ""), ({}, ", 'ssl_ca_certs': '/tls/ca.pem'")],
)
def test_jobs_travel_by_tls_alone(tmp_path, address, more):
    """Celery makes a plain connection of "rediss" unless it is told how."""
    asked = "from alsweak.celery import app; print(app.connection().ssl)"
    result = manage("shell", "--command", asked, tmp_path=tmp_path, **filled_in(VALUES) | address)
    assert result.stdout.splitlines()[-1] == f"{{'ssl_cert_reqs': <VerifyMode.CERT_REQUIRED: 2>{more}}}"


def test_whoever_asks_postgresql_and_redis_knows_them_by_the_certificates_that_are_made_before_they_start():
    made = SERVICES["certificates"]
    _, _, module, *words = made["command"]
    assert (module, words) == ("alsweak.certificates", ["--to", "/tls", "postgres", "redis"])
    assert set(made["volumes"]) == {"authority:/tls/authority", "postgres_tls:/tls/postgres", "redis_tls:/tls/redis"}
    assert {name for name in OURS if "authority:/tls:ro" in OURS[name]["volumes"]} == set(ASK)
    for server in ("postgres", "redis"):
        assert f"{server}_tls:/tls:ro" in SERVICES[server]["volumes"]
        assert SERVICES[server]["depends_on"] == {"certificates": {"condition": "service_completed_successfully"}}


def test_neither_answers_over_the_network_without_tls():
    assert (
        "printf 'local all all trust\\nhostssl all all all scram-sha-256\\n'" in SERVICES["postgres"]["entrypoint"][2]
    )
    assert "--port 0 --tls-port 6379" in SERVICES["redis"]["command"][2]
    given = SERVICES["postgres"]["command"][2::2]
    assert {"ssl=on", "ssl_min_protocol_version=TLSv1.2", "hba_file=/run/tls/hba.conf"} <= set(given)


def test_no_container_can_write_to_its_own_files():
    assert {name for name, service in SERVICES.items() if service.get("read_only") is not True} == set()


def test_a_log_of_postgresql_holds_no_statement_parameter_or_row():
    assert [how for how in SERVICES["postgres"]["command"][2::2] if how.startswith("log_")] == [
        "log_error_verbosity=terse",
        "log_min_error_statement=panic",
        "log_parameter_max_length=0",
        "log_parameter_max_length_on_error=0",
    ]


def test_caddy_waits_ten_seconds_for_the_head_of_a_request_and_writes_down_no_address():
    file = (ROOT / "Caddyfile").read_text()
    assert "read_header 10s" in file
    assert re.findall(r"request>(\S+) delete", file) == ["uri", "headers"]


def test_compose_itself_refuses_to_start_without_what_it_fills_in():
    asked = re.findall(r"\$\{(\w+)(.*?)\}", COMPOSE)
    assert {name for name, _ in asked} == {"SITE_ADDRESS"}
    assert [name for name, rest in asked if not rest.startswith(":?")] == []


def test_caddy_speaks_tls_for_the_address_and_leads_to_the_web_process():
    caddy, file = SERVICES["caddy"], (ROOT / "Caddyfile").read_text()
    address, upstream = re.search(r"^\{\$(\w+)\} \{\n\treverse_proxy (\S+) \{$", file, re.MULTILINE).groups()

    assert interpolated(caddy["environment"][address], VALUES) == "als.example.org"
    assert upstream == "web:" + re.search(r"BIND=\S+:(\d+)", DOCKERFILE)[1]
    assert "./Caddyfile:/etc/caddy/Caddyfile:ro" in caddy["volumes"]
    assert caddy["depends_on"] == {"web": {"condition": "service_healthy"}}


def test_nothing_but_caddy_can_be_reached_from_outside():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"caddy"}


@pytest.mark.parametrize(("given", "opened"), [({}, False), ({"ALSWEAK_OPEN_SIGNUP": "1"}, True)])
def test_sign_up_is_closed_in_production_until_the_file_opens_it(tmp_path, given, opened):
    asked = "from django.conf import settings; print(settings.ALSWEAK_OPEN_SIGNUP)"
    result = manage("shell", "--command", asked, tmp_path=tmp_path, **filled_in(VALUES | given))
    assert result.stdout.splitlines()[-1] == str(opened)


def test_every_command_of_the_guide_is_there():
    commands = re.findall(r"manage\.py (\w+)", CLINIC)
    assert {"sendtestemail", "open_clinic", "check", "backup", "restore"} <= set(commands) <= set(get_commands())
    services = set(re.findall(r"docker compose (?:exec(?: -T)?|logs) (\w+)", CLINIC))
    assert services <= set(SERVICES)


def test_compose_environment_passes_the_deploy_check(tmp_path):
    result = manage("check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, **filled_in(VALUES))
    assert (result.returncode, result.stderr) == (0, "")


def test_bare_production_is_refused_by_number(tmp_path):
    result = manage("check", tmp_path=tmp_path)
    assert result.returncode == 1
    assert set(re.findall(r"alsweak\.E\d+", result.stderr)) == {
        f"alsweak.E{number:03}" for number in (1, 2, 4, 5, 10, 11)
    }


@pytest.mark.parametrize("name", [name for name in OURS if "command" in OURS[name]])
def test_command_starts_a_program_of_the_image(name):
    program, *_ = OURS[name]["command"]
    assert shutil.which(program, path=Path(sys.executable).parent)


def test_every_lasting_process_has_a_health_check():
    assert "HEALTHCHECK" in DOCKERFILE
    assert {name for name in SERVICES if "test" in SERVICES[name].get("healthcheck", {})} == set(SERVICES) - {
        "web",
        "migrate",
        "certificates",
    }


@pytest.mark.parametrize("name", OURS)
def test_dependencies_are_waited_for_until_they_are_ready(name):
    for other, how in OURS[name]["depends_on"].items():
        lasting = other != "migrate"
        assert how == {"condition": "service_healthy" if lasting else "service_completed_successfully"}


def test_data_is_kept_in_named_volumes():
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    kept = {"authority", "backups", "caddy", "postgres", "postgres_tls", "redis", "redis_tls"}
    assert used - {"./Caddyfile"} == set(yaml.safe_load(COMPOSE)["volumes"]) == kept


def test_backups_are_made_every_night_by_a_command_that_takes_these_words():
    program, script, name, *words = OURS["backup"]["command"]
    asked = load_command_class("alsweak", name).create_parser(script, name).parse_args(words)
    assert (program, script) == ("python", "manage.py")
    assert (asked.nightly, asked.to, asked.keep) == (dt.time(2, 30), Path("/backups"), (7, 4, 12))
    assert OURS["backup"]["volumes"] == ["authority:/tls:ro", "backups:/backups"]
