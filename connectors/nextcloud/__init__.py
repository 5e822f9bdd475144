"""What Nextcloud has beside CalDAV and WebDAV."""

ENTRY = "/remote.php/"  # stands in every DAV address of it: others needn't be asked
