"""Exports as phones write them, made for the tests beside it."""

import io
import sqlite3
import tempfile
import zipfile
from pathlib import Path

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 13 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
]>
<HealthData locale="de_DE">
 <ExportDate value="2026-03-01 10:00:00 +0100"/>
"""
TAIL = "</HealthData>\n"
NAME = "apple_health_export/export.xml"


def record(kind, at, value, *, unit, source="Phone"):
    return (
        f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="{source}" sourceVersion="17.4" unit="{unit}"'
        f' creationDate="{at}" startDate="{at}" endDate="{at}" value="{value}"/>\n'
    )


def weigh(at, value, unit="kg", source="Scale"):
    return record("BodyMass", at, value, unit=unit, source=source)


def step(at, count, source="Phone", kind="StepCount"):
    return record(kind, at, count, unit="count", source=source)


def limp(at, fraction):
    return record("WalkingAsymmetryPercentage", at, fraction, unit="%")


def wrapped(*records, head=HEAD):
    return head + "".join(records) + TAIL


def zipped(parts):
    """``parts``: what stands in each file, by its name."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return kept.getvalue()


def apple(*records, name=NAME, **more):
    """A zip as the phone writes it, with the other file that stands in each."""
    return zipped({"apple_health_export/export_cda.xml": "<ClinicalDocument/>", name: wrapped(*records, **more)})


WEIGHTS = (
    "CREATE TABLE weight_record_table (row_id INTEGER PRIMARY KEY, uuid BLOB, time INTEGER, zone_offset INTEGER,"
    " weight REAL)"
)
STEPS = (
    "CREATE TABLE steps_record_table (row_id INTEGER PRIMARY KEY, uuid BLOB, app_info_id INTEGER, start_time INTEGER,"
    " start_zone_offset INTEGER, end_time INTEGER, end_zone_offset INTEGER, count INTEGER)"
)


def database(*, weights=(), steps=(), tables=(WEIGHTS, STEPS)):
    """``weights``: moment, offset in s and grams; ``steps``: moment, offset in s, app and count."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        made = sqlite3.connect(path)
        for table in tables:
            made.execute(table)
        for moment, offset, grams in weights:
            made.execute(
                "INSERT INTO weight_record_table (time, zone_offset, weight) VALUES (?, ?, ?)",
                (int(moment.timestamp() * 1000), offset, grams),
            )
        for moment, offset, app, count in steps:
            made.execute(
                "INSERT INTO steps_record_table (start_time, start_zone_offset, app_info_id, count)"
                " VALUES (?, ?, ?, ?)",
                (int(moment.timestamp() * 1000), offset, app, count),
            )
        made.commit()
        made.close()
        return path.read_bytes()


def health_connect(**more):
    return zipped({"health_connect_export.db": database(**more)})
