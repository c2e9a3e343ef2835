"""FHIR R4: a record out as a bundle, and in again; and what others say of the ALSFRS-R (docs/exchange.md)."""
