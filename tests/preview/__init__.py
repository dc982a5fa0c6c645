"""The preview as people meet it: a server as it is started, and Debian's Chromium."""
