"""The claims about people that this program has to keep."""
