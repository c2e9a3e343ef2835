"""Days on a page as one says them."""

from django import template

from symptoms.record import days

register = template.Library()
register.filter("spoken", days.spoken)
