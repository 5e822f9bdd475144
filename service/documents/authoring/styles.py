"""Page, type and list styles of the shipped templates.

A4, 11 pt Calibri (Carlito has the same widths), generous line height, one quiet dark blue. The
parts are written whole: python-docx's own default is US Letter with 160 styles nobody asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from service.documents.ooxml import W_NS

_FONT: Final = "Calibri"
_INK: Final = "1F2F44"
_GUIDANCE: Final = "5F6670"  # 5.9 to 1 on white: readable, and plainly not the writer's own words
_RULE: Final = "B9C2CC"
_SHADE: Final = "EEF1F4"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    id: str
    name: str
    based_on: str = "Normal"
    follows: str = ""
    properties: str = ""  # children of w:pPr, in schema order
    run: str = ""  # children of w:rPr, in schema order
    builtin: bool = True


def _spacing(before: int, after: int, line: int = 0) -> str:
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _heading(level: int, before: int, size: int) -> _Paragraph:
    return _Paragraph(
        f"Heading{level}",
        f"heading {level}",
        follows="Normal",
        properties=f"<w:keepNext/><w:keepLines/>{_spacing(before, 80)}"
        f'<w:outlineLvl w:val="{level - 1}"/>',
        run=f'<w:b/><w:bCs/><w:color w:val="{_INK}"/>{_size(size)}',
    )


_PARAGRAPHS: Final = (
    _Paragraph(
        "Title",
        "Title",
        follows="Normal",
        properties=f"<w:keepNext/>{_spacing(0, 240)}",
        run=f'<w:b/><w:bCs/><w:color w:val="{_INK}"/>{_size(44)}',
    ),
    _heading(1, 360, 30),
    _heading(2, 300, 25),
    _heading(3, 200, 22),
    _Paragraph(
        "ListBullet",
        "List Bullet",
        properties='<w:numPr><w:numId w:val="1"/></w:numPr>'
        f"{_spacing(0, 120)}<w:contextualSpacing/>",
    ),
    _Paragraph(
        "Header",
        "header",
        properties='<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>'
        f"{_spacing(0, 0, 240)}",
        run=f'<w:color w:val="{_GUIDANCE}"/>{_size(18)}',
    ),
    _Paragraph(
        "Felt",
        "Felt",
        properties='<w:keepNext/><w:tabs><w:tab w:val="left" w:pos="3119"/></w:tabs>'
        f'{_spacing(0, 120)}<w:ind w:left="3119" w:hanging="3119"/><w:contextualSpacing/>',
        builtin=False,
    ),
    _Paragraph("Sakspunkt", "Sakspunkt", properties=_spacing(0, 100), builtin=False),
    _Paragraph(
        "Tabelltekst", "Tabelltekst", properties=_spacing(50, 50, 252), builtin=False
    ),
    _Paragraph(
        "Tabellnummer",
        "Tabellnummer",
        "Tabelltekst",
        properties='<w:numPr><w:numId w:val="2"/></w:numPr>',
        builtin=False,
    ),
)  # fmt: skip


def _paragraph_style(style: _Paragraph) -> str:
    custom = "" if style.builtin else ' w:customStyle="1"'
    follows = f'<w:next w:val="{style.follows}"/>' if style.follows else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/>{follows}<w:qFormat/>'
        f"<w:pPr>{style.properties}</w:pPr><w:rPr>{style.run}</w:rPr></w:style>"
    )


def _character_style(style_id: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{run}</w:rPr></w:style>'
    )


def _table_style() -> str:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"'
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="Rolig"><w:name w:val="Rolig tabell"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        f"<w:top {rule}/><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>'
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style>'
    )


def styles_xml(locale: str) -> bytes:
    """The styles part for documents in ``locale`` ("nb-NO")."""
    fonts = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:styles xmlns:w="{W_NS}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_size(22)}'
        f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing(0, 120, 288)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        + "".join(_paragraph_style(style) for style in _PARAGRAPHS)
        + _character_style("Strong", "Strong", "<w:b/><w:bCs/>")
        + _character_style("PlaceholderText", "Placeholder Text", f'<w:color w:val="{_GUIDANCE}"/>')
        + _table_style()
        + "</w:styles>"
    ).encode()


def _level(number_format: str, text: str, left: int, hanging: int) -> str:
    return (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def numbering_xml() -> bytes:
    """Bullets (1) and the running number of an agenda's rows (2)."""
    levels = (_level("bullet", "•", 397, 284), _level("decimal", "%1", 284, 284))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/>{level}'
        "</w:abstractNum>"
        for n, level in enumerate(levels, 1)
    )
    numbers = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:numbering xmlns:w="{W_NS}">{abstract}{numbers}</w:numbering>'
    ).encode()


def settings_xml(locale: str) -> bytes:
    """Word 2013 or later mode, and page fields brought up to date by whoever prints."""
    setting = 'w:uri="http://schemas.microsoft.com/office/word"'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:settings xmlns:w="{W_NS}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" {setting} w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{locale}"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    ).encode()


def font_table_xml() -> bytes:
    """The one typeface, and the free one with the same widths that may stand in for it."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:fonts xmlns:w="{W_NS}"><w:font w:name="{_FONT}"><w:altName w:val="Carlito"/>'
        '<w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    ).encode()
