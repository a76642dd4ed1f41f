"""Speed and memory beside plain Streamlit, measured in the same run: `python -m benchmarks`."""
