"""Exact units: money, rounding, rates, dates, components, and findings. Knows nobody and no law."""
