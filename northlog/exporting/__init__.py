"""Exports: the reporting views as files, whole or not at all, each run adding what is new since the last."""
