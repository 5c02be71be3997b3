"""The Python API: histories, states and answers for those who program.

It is a face, as the command line is one: whatever people give is read here or in the readers below, and no error but
`DetenteError` comes out.
"""
