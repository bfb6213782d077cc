"""The copies of public pages that readers without a session are served, each checked within a second.

A view that anybody may read the same says so with `cached_for_guests` (policy). The middleware stands before
everything else, keeps copies in the memory of its process (store), and serves one while the page's stamp
(stamps: one narrow look-up, at most a second old) is that under which it was built. A copy is built from a
request that carries nothing of its reader (building), so nothing private can be in it.
"""
