"""Colours by family of label, and the style sheet of every drawing.

Colours given by a caller end up in a style attribute, so `palette_style` accepts hexadecimal ones only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscore._errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Colours by family of label: (on a light ground, on a dark ground). Each has a contrast of at least 4.5 to 1 there.
PALETTE: dict[str, tuple[str, str]] = {
    "text": ("#4a505a", "#aeb4be"),
    "title": ("#3d4aa3", "#a9b5ff"),
    "origin": ("#0b665c", "#74cfc1"),
    "picture": ("#7a3b8f", "#d8a8e8"),
    "notice": ("#76500a", "#dfb872"),
    "related": ("#9b3a22", "#f2a48f"),
    "furniture": ("#5c6068", "#a3a8b1"),
    "mention": ("#1a62b8", "#7fb8ff"),
}

_FAMILIES: dict[str, tuple[str, ...]] = {
    "text": ("body", "live-entry"),
    "title": ("headline", "section-suffix", "topic-tag", "standfirst", "subheading"),
    "origin": ("byline", "source-credit", "dateline", "timestamp"),
    "picture": ("caption", "photo-credit"),
    "notice": ("correction", "copyright", "end-mark"),
    "related": ("related-link", "related-block-header", "related-block-item"),
}
_FAMILY_OF = {label: family for family, labels in _FAMILIES.items() for label in labels}

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def family(label: str) -> str:
    """The family whose colour a label takes; a label unknown here is "furniture"."""
    return _FAMILY_OF.get(label, "furniture")


def palette_style(palette: Mapping[str, str | tuple[str, str]] | None) -> str:
    """The style attribute (with a leading space) that overrides colours, or nothing.

    A colour is `#rgb` or `#rrggbb`, or a pair of them for light and dark. Anything else, and a family that is not
    in `PALETTE`, is an `OptionError`.
    """
    declarations = []
    for name, colours in (palette or {}).items():
        if name not in PALETTE:
            raise OptionError(f"palette: unknown family {name!r}; accepted: {', '.join(PALETTE)}")
        pair = (colours, colours) if isinstance(colours, str) else tuple(colours)
        if len(pair) != 2 or not all(isinstance(c, str) and _HEX.fullmatch(c) for c in pair):
            raise OptionError(f"palette: {name!r} has {colours!r}; accepted: '#rrggbb' or a pair of them (light, dark)")
        declarations.append(f"--nc-{name}-l:{pair[0]};--nc-{name}-d:{pair[1]}")
    return f' style="{";".join(declarations)}"' if declarations else ""


_GROUND = {
    "paper": ("#ffffff", "#16191e"),
    "ink": ("#1d2127", "#e4e6ea"),
    "quiet": ("#5a606a", "#a2a8b2"),
    "line": ("#dfe0dd", "#343a43"),
}


def _colours(dark: bool) -> str:
    side, letter = (1, "d") if dark else (0, "l")
    ground = [f"--nc-{name}:{pair[side]}" for name, pair in _GROUND.items()]
    families = [f"--nc-{name}:var(--nc-{name}-{letter},{pair[side]})" for name, pair in PALETTE.items()]
    return ";".join([*ground, *families, f"color-scheme:{'dark' if dark else 'light'}"])


def stylesheet() -> str:
    """The style sheet of every drawing, about 8 kB. Everything is below `.nc`, so that it leaves a notebook alone.

    Its selectors outweigh those by which JupyterLab dresses paragraphs, tables and lists of a cell's output. The
    theme is the reader's system's unless a notebook (JupyterLab, VS Code) says which one it shows.
    """
    light, dark = _colours(dark=False), _colours(dark=True)
    families = "".join(f".nc .nc-f-{name}{{--f:var(--nc-{name})}}" for name in PALETTE)
    return (
        f".nc{{{light}}}@media (prefers-color-scheme:dark){{.nc{{{dark}}}}}"
        f"[data-jp-theme-light=true] .nc,.vscode-light .nc{{{light}}}"
        f"[data-jp-theme-light=false] .nc,.vscode-dark .nc{{{dark}}}{families}{_RULES}"
    )


_RULES = re.sub(
    r"\n\s*",
    "",
    """
.nc{background:var(--nc-paper);color:var(--nc-ink);font:16px/1.55 Charter,"Bitstream Charter","Iowan Old Style",
 Cambria,"Noto Serif","DejaVu Serif",Georgia,serif;text-align:left}
.nc *{box-sizing:border-box}
.nc-lab,.nc-rule,.nc-head,.nc-bar,.nc-fold>summary,.nc-fields,.nc-meta-line,.nc-table,.nc-switches,.nc-figures,
 .nc-toc,.nc-note,.nc-kind,.nc h2
 {font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","DejaVu Sans",sans-serif}
.nc-page{padding:20px 24px 24px;border:1px solid var(--nc-line);border-radius:8px;margin:0 0 28px;
 background:var(--nc-paper)}
.nc h1,.nc h2,.nc h3{line-height:1.25;margin:0;font-weight:600;text-wrap:balance;overflow-wrap:anywhere}
.nc h2{font-size:18px}
.nc h3{font-size:20px}
.nc .nc-meta-line{margin:4px 0 0;font-size:13px;color:var(--nc-quiet)}
.nc-flag{display:inline-block;margin:0 6px 0 0;padding:0 8px;border:1px solid var(--nc-notice);border-radius:9px;
 color:var(--nc-notice);font-size:12px;line-height:18px}
.nc-bar{display:flex;gap:2px;height:6px;margin:10px 0 4px;border-radius:3px;overflow:hidden;background:var(--nc-line)}
.nc-bar>span{display:block;min-width:2px}
.nc-b-keep{background:var(--nc-title)}
.nc-b-metadata{background:var(--nc-origin)}
.nc-b-drop{background:repeating-linear-gradient(135deg,var(--nc-related) 0 3px,transparent 3px 5px)}
.nc-switches{display:flex;flex-wrap:wrap;gap:4px 18px;margin:12px 0 0;padding:0;border:0;font-size:13px;
 color:var(--nc-quiet)}
.nc .nc-switches label{display:inline-flex;gap:6px;align-items:center;cursor:pointer;margin:0}
.nc-switches input{margin:0;accent-color:var(--nc-mention)}
.nc :focus-visible{outline:2px solid var(--nc-mention);outline-offset:2px}
.nc-article{margin:20px 0 0;padding:14px 16px 12px;border:1px solid var(--nc-line);
 border-left:4px solid var(--nc-title);
 border-radius:6px}
.nc-loose{margin:20px 0 0;padding:0 16px 0 19px}
.nc-kind{display:block;margin:0 0 4px;font-size:12px;letter-spacing:.02em;color:var(--nc-quiet)}
.nc-fields{margin:8px 0 14px;border-collapse:collapse;font-size:13px;color:var(--nc-ink);background:none;border:0}
.nc .nc-fields th,.nc .nc-fields td{padding:1px 14px 1px 0;border:0;text-align:left;vertical-align:top;
 font-weight:400;background:none;overflow-wrap:anywhere;white-space:normal}
.nc .nc-fields td,.nc .nc-table td,.nc .nc-table tbody th{color:var(--nc-ink)}
.nc .nc-fields th{color:var(--nc-quiet);white-space:nowrap}
.nc-row{display:grid;grid-template-columns:136px minmax(0,40em) minmax(120px,1fr);column-gap:16px;
 align-items:baseline;padding:3px 0}
.nc-gap{margin-top:8px}
.nc-lab,.nc-rule{font-size:12px;line-height:1.5;color:var(--f,var(--nc-quiet));user-select:none;-webkit-user-select:none;
 overflow-wrap:anywhere}
.nc-lab{text-align:right}
.nc-lab>span,.nc-rule>span{display:block}
.nc-rule{color:var(--nc-quiet)}
.nc-txt{white-space:pre-wrap;overflow-wrap:anywhere;padding-left:12px;border-left:3px solid transparent}
.nc-marked>.nc-txt{border-left-color:var(--f)}
.nc-seg{unicode-bidi:isolate}
.nc-keep.nc-named{color:var(--f)}
.nc-metadata{background:color-mix(in srgb,var(--f) 9%,transparent);border-radius:3px;
 box-shadow:0 0 0 2px color-mix(in srgb,var(--f) 9%,transparent)}
.nc-l-headline,.nc-l-subheading{font-weight:600}
.nc-l-standfirst,.nc-l-caption{font-style:italic}
.nc-drop{color:var(--nc-quiet);text-decoration:line-through;
 text-decoration-color:color-mix(in srgb,var(--f) 75%,transparent);text-decoration-thickness:1px}
.nc-same>.nc-lab>span,.nc-same>.nc-rule>span,.nc-hidden{position:absolute;width:1px;height:1px;overflow:hidden;
 clip-path:inset(50%);white-space:nowrap}
.nc-m{text-decoration:underline solid 2px var(--nc-mention);text-underline-offset:3px;cursor:help}
.nc-unsure{text-decoration-style:wavy;text-decoration-thickness:1px}
.nc-s{font-size:10px;line-height:0;vertical-align:super;color:var(--nc-quiet);margin-right:2px;user-select:none;
 -webkit-user-select:none}
.nc-odd{font:11px/1 ui-monospace,"DejaVu Sans Mono",monospace;padding:0 2px;border:1px solid var(--nc-line);
 border-radius:3px;color:var(--nc-related);unicode-bidi:isolate;direction:ltr}
.nc-fold{margin:10px 0 0}
.nc-fold>summary{cursor:pointer;font-size:13px;color:var(--nc-mention)}
.nc .nc-note{font-size:13px;color:var(--nc-quiet);margin:10px 0 0}
.nc .nc-table{border-collapse:collapse;font-size:13px;line-height:1.45;margin:8px 0 0;width:100%;border:0;
 color:var(--nc-ink)}
.nc .nc-table th,.nc .nc-table td{padding:4px 14px 4px 0;border:0;border-bottom:1px solid var(--nc-line);
 text-align:left;vertical-align:baseline;font-weight:400;background:none;overflow-wrap:anywhere;white-space:normal}
.nc table.nc-table tbody tr:nth-child(n),.nc table.nc-fields tbody tr:nth-child(n){background:none}
.nc .nc-table thead th{color:var(--nc-quiet);overflow-wrap:normal}
.nc .nc-table .nc-n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.nc .nc-figures{display:flex;flex-wrap:wrap;gap:8px 40px;margin:0 0 12px}
.nc .nc-figures>div{display:flex;flex-direction:column-reverse}
.nc .nc-figures dt{float:none;width:auto;margin:0;font-size:13px;color:var(--nc-quiet);font-weight:400}
.nc .nc-figures dd{float:none;width:auto;margin:0;font-size:26px;line-height:1.2;font-variant-numeric:tabular-nums}
.nc-summary h2{font-size:15px;margin:18px 0 0}
.nc-pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:0 40px;align-items:start}
.nc-pair>div{min-width:0;overflow-x:auto}
.nc .nc-pair .nc-table th,.nc .nc-pair .nc-table td{overflow-wrap:break-word}
.nc .nc-table .nc-wide{width:18%;padding-right:0}
.nc-share{display:inline-block;height:8px;border-radius:2px;background:var(--f,var(--nc-mention));min-width:1px}
.nc:has(.nc-t-cuts:not(:checked)) .nc-out,.nc:has(.nc-t-labels:not(:checked)) .nc-lab>span,
.nc:has(.nc-t-labels:not(:checked)) .nc-rule>span,.nc:not(:has(.nc-t-rules:checked)) .nc-why{display:none}
.nc:has(.nc-t-mentions:not(:checked)) .nc-m{text-decoration:none}
.nc:has(.nc-t-entities:checked) .nc-m[title]::after{content:" " attr(title);
font:11px/1 system-ui,"DejaVu Sans",sans-serif;
color:var(--nc-mention);display:inline-block;padding-left:4px}
.nc:has(.nc-t-sentences:not(:checked)) .nc-s,.nc:not(:has(.nc-t-clean:checked)) .nc-cln,
 .nc:has(.nc-t-articles:not(:checked)) .nc-article>.nc-head{display:none}
.nc:has(.nc-t-articles:not(:checked)) .nc-article{border-color:transparent}
.nc-cln{white-space:pre-wrap;overflow-wrap:anywhere}
.nc:has(.nc-t-clean:checked) .nc-row{grid-template-columns:112px minmax(0,1fr) minmax(0,1fr) minmax(90px,136px)}
.nc-doubt{margin:18px 0 0;padding:10px 16px;border:1px solid var(--nc-line);border-left:4px solid var(--f);
 border-radius:6px}
.nc-doubt .nc-txt{padding:0;border:0;margin:6px 0;font-size:15px}
.nc .nc-doubt .nc-lab{text-align:left}
.nc-near{color:var(--nc-quiet)}
.nc-is{background:color-mix(in srgb,var(--f) 12%,transparent);outline:1px solid var(--f);border-radius:3px}
.nc code{font:12px ui-monospace,"DejaVu Sans Mono",monospace;background:none;color:inherit;padding:0}
@media (max-width:820px){.nc .nc-row{grid-template-columns:104px minmax(0,1fr)}.nc-rule{grid-column:2;padding-left:15px}
 .nc-rule>span{display:inline;margin-right:10px}.nc-page{padding:14px}}
@media (max-width:480px){.nc-row{display:block}.nc-lab{text-align:left;padding-left:15px}}
@media print{.nc-page{border:0;padding:0}.nc-switches{display:none}}
""",
).strip()
