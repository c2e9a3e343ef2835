"""What is said of medicines, on the pages of any room."""

from django import template

from care.treatments.medicine_said import told
from care.treatments.medicines import has_had_medicines

register = template.Library()
register.filter("told", told)
register.filter("has_had_medicines", has_had_medicines)
