import streamlit as st

pages = [
    st.Page("demo_page.py", title="Controls", url_path="page", default=True),
    st.Page("demo_other.py", title="Elsewhere", url_path="other"),
]
st.navigation(pages, position="top").run()
