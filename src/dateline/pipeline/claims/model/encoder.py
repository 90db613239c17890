"""Run the encoder: word pieces of one window to a vector each."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dateline.errors import ResourceError
from dateline.pipeline.claims.model.pieces import Window
from dateline.resources.extractor_files import ExtractorFiles, Floats

if TYPE_CHECKING:
    import onnxruntime  # type: ignore[import-untyped]


class Encoder:
    """An encoder, opened when it is first needed.

    One thread and one window a run: a window's vectors depend on nothing but the window, whatever
    else is coded, in how many processes.
    """

    def __init__(self, files: ExtractorFiles) -> None:
        """Note where the encoder is; nothing is loaded yet."""
        self._path = files.encoder
        self._session: onnxruntime.InferenceSession | None = None

    def states(self, window: Window) -> Floats:
        """Return vectors ``(length, width)``: one a piece, and one for each special piece.

        Raises:
            ResourceError: The encoder's file is damaged.
        """
        if self._session is None:
            self._session = self._open()
        ids: NDArray[np.int64] = np.array([window.ids], dtype=np.int64)
        states: Floats = self._session.run(None, {"ids": ids})[0][0]
        return states

    def _open(self) -> "onnxruntime.InferenceSession":
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        # Memory for the longest window so far would otherwise be kept twice.
        options.enable_cpu_mem_arena = False
        # Weights are made floats once, when the file is opened, and not anew at every run.
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                str(self._path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the library's own exceptions have no common base
            raise ResourceError(f"{self._path}: the encoder cannot be opened: {error}") from error
