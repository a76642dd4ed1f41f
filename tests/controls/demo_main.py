import streamlit as st

pages = [
    st.Page("demo_page.py", title="Controls", url_path="page", default=True),
    st.Page("demo_other.py", title="Elsewhere", url_path="other"),
    st.Page("demo_body.py", title="Body", url_path="body"),
    st.Page("demo_points.py", title="Points", url_path="points"),
]
st.navigation(pages, position="top").run()
