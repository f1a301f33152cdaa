"""The messages of Wire/madar/v1, written by the compiler of the schema; see ../../generate."""
