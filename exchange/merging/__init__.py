"""Two records of one person: put together by the clinic, told, and taken apart again within 30 days."""
