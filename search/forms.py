"""What people send about searches."""

from django import forms

from search.query import QUERY_LENGTH


class SaveSearchForm(forms.Form):
    q = forms.CharField(max_length=QUERY_LENGTH)
