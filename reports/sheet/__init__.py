"""The printed summary: the blocks of CLINICAL 9.1 in their order, two pages of A4 or Letter at most.

It is made once, by ``printed``, and is the one source of page, print, PDF and JSON. Every block is bounded in length:
where more was recorded than fits, its line says how much more the screen has. Wishes, mood and strain are never filled
in here: nobody was asked whether to share them (CLINICAL 13).
"""

from reports.sheet.function import Comparison
from reports.sheet.lines import Line
from reports.sheet.made import Asked, Head, Printed, Sheet, printed, sheet_of

__all__ = ["Asked", "Comparison", "Head", "Line", "Printed", "Sheet", "printed", "sheet_of"]
