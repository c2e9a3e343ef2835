import io

from django.core.management import call_command


def test_the_description_is_valid_and_without_a_warning(capsys):
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=io.StringIO())

    assert capsys.readouterr().err == ""
