"""Days on a page as the figures write them, in the language of whoever looks."""

from django import template

from reports.figures import language

register = template.Library()
register.filter("in_words", language.date_words)
register.filter("in_short", language.short_date)
register.filter("month", language.whole_month)
register.filter("moment", language.moment, expects_localtime=True)
