"""What leaves the journal as a file and what comes back from one. Pure readers and writers: values in, bytes out.

`package` is the journal's own zip, `excel` a table of the days for a spreadsheet, `fhir` a bundle for clinics,
`pictures` are the charts as files, `reminders` is a calendar file, and `importing` reads the exports of other programs.
Nothing here knows a database or a screen.
"""
