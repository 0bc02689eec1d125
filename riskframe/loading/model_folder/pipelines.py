"""What goes in and comes out of a model, by the `pipeline_tag` of its card.

Tags as the Hugging Face hub documents them; those that leave the matter open are not listed. A tag names the software
that runs a model, not its matter: cards of protein models say `text-generation`, too. So the profile's comment asks
for a look.
"""

from __future__ import annotations

_TEXT = ("text",)

PIPELINES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "audio-classification": (("audio",), ("labels",)),
    "audio-text-to-text": (("audio", "text"), _TEXT),
    "automatic-speech-recognition": (("speech",), _TEXT),
    "depth-estimation": (("image",), ("depth",)),
    "fill-mask": (_TEXT, _TEXT),
    "image-classification": (("image",), ("labels",)),
    "image-segmentation": (("image",), ("segmentation",)),
    "image-text-to-text": (("image", "text"), _TEXT),
    "image-to-image": (("image",), ("image",)),
    "image-to-text": (("image",), _TEXT),
    "image-to-video": (("image",), ("video",)),
    "object-detection": (("image",), ("labels",)),
    "question-answering": (_TEXT, _TEXT),
    "sentence-similarity": (_TEXT, ("scores",)),
    "summarization": (_TEXT, _TEXT),
    "text-classification": (_TEXT, ("labels",)),
    "text-generation": (_TEXT, _TEXT),
    "text-ranking": (_TEXT, ("scores",)),
    "text-to-audio": (_TEXT, ("audio",)),
    "text-to-image": (_TEXT, ("image",)),
    "text-to-speech": (_TEXT, ("speech",)),
    "text-to-video": (_TEXT, ("video",)),
    "text2text-generation": (_TEXT, _TEXT),
    "token-classification": (_TEXT, ("labels",)),
    "translation": (_TEXT, _TEXT),
    "video-classification": (("video",), ("labels",)),
    "visual-question-answering": (("image", "text"), _TEXT),
}
