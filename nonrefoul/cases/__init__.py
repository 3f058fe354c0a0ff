"""Cases: persons and their claims in, timelines, status and alerts out."""
