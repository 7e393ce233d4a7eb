"""Failures the user can act on.

* AppError            shown to the user, in the language of the window
  - InputError        something given from outside cannot be used; exit code 2
    + ContentError    a questionnaire or the matrix is wrong
    + AssessmentFileError  an assessment file is wrong
  - OutputError       a file cannot be written; exit code 1
  - StorageError      the workspace cannot be read or written; exit code 1
    + DatabaseTooNewError

Every other exception is a bug: it is never caught close to where it was raised, and
reaches the crash dialog of ui/crash.py with its traceback.
"""


class AppError(Exception):
    """A failure the user can understand and act on.

    Args:
        key: name of the message in resources/i18n, such as "error.disk_full".
        details: values for the placeholders of that message.
    """

    exit_code = 1

    def __init__(self, key: str, **details: object) -> None:
        super().__init__(f"{key} {details}")
        self.key = key
        self.details = details


class InputError(AppError):
    """Something given from outside cannot be used."""

    exit_code = 2


class ContentError(InputError):
    """A questionnaire or the matrix is wrong."""


class AssessmentFileError(InputError):
    """An assessment file is wrong."""


class OutputError(AppError):
    """A file cannot be written, and the program is not to blame."""


class StorageError(AppError):
    """The workspace cannot be read or written, and the program is not to blame."""


class DatabaseTooNewError(StorageError):
    """A newer version of the program has written this database."""
