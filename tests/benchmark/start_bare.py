"""A bare window: prints the seconds from being started to its first paint."""

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

began = float(sys.argv[1])


class Bare(QWidget):
    def paintEvent(self, _event):
        print(time.time() - began)
        QApplication.exit(0)


app = QApplication([])
window = Bare()
window.resize(1240, 820)
window.show()
app.exec()
