"""Bytes and files, in and out. Values in, values out: no session, no Qt."""
