"""Tables of PS3.3 against their rows written down by hand, and what was found wrong before."""

import pytest

from generator.model.iod_tables import IodTables
from generator.model.tables import TableRow

BY_HAND = {
    # Table: section, edition, and what was read there. A row is the tag and the type, with `>` for
    # each level of items, or `+` and the table that it includes.
    "C.7-1": """C.7.1.1 (2016c, and what came up to 2025e)
        0010,0010 2 / 0010,0020 2 / +10-18 / 0010,0022 3 / 0010,0030 2 / 0010,0033 3 / 0010,0034 3
        0010,0035 1C / 0010,0040 2 / 0010,1100 3 / >+10-3b / 0010,0200 3 / 0008,1120 3 / >+10-11
        0010,0032 3 / 0010,1002 3 / >0010,0020 1 / >+10-18 / >0010,0022 1 / 0010,1001 3
        0010,2161 3 / >+8.8-1 / 0010,2162 3 / 0010,4000 3 / 0010,2201 1C / 0010,2202 1C / >+8.8-1
        0010,2292 2C / 0010,2293 2C / >+8.8-1 / 0010,2294 2C / >0010,2295 1 / >0010,2296 1
        >>+8.8-1 / 0010,0212 3 / 0010,0213 3 / 0010,0219 3 / >+8.8-1 / 0010,0218 3 / 0010,0216 3
        >0010,0214 1 / >0010,0217 1 / >0010,0215 1 / >>+8.8-1 / 0010,0221 3
        >0010,0222 1 / >0010,0223 1 / >0010,0229 3 / >>+8.8-1 / 0010,2297 2C / 0010,2298 1C
        0010,2299 2C / 0012,0062 3 / 0012,0063 1C / 0012,0064 1C / >+8.8-1 / +C.7.1.4-1
        """,
    "C.7-9": """C.7.6.1 (2026d)
        0020,0013 2 / 0020,0020 2C / 0008,0023 2C / 0008,0033 2C / 0008,0008 3 / 0020,4000 3
        0028,0300 3 / 0028,0301 3 / 0028,0302 3 / 0028,2110 3 / 0028,2112 3 / 0028,2114 3
        0088,0200 3 / >+C.7-11b / 2050,0020 3 / 0040,9096 3 / >+C.7.6.16-12b
        0020,0062 3 / +10-7
        """,
    "C.7-11a": """C.7.6.3 (2026d)
        +C.7-11c / 7FE0,0010 1C / 0028,7FE0 1C / 0028,0121 1C / 7FE0,0001 3 / 7FE0,0002 1C
        """,
    "C.7-11c": """C.7.6.3.3 (2026d)
        0028,0002 1 / 0028,0004 1 / 0028,0010 1 / 0028,0011 1 / 0028,0100 1 / 0028,0101 1
        0028,0102 1 / 0028,0103 1 / 0028,0006 1C / 0028,0034 1C / 0028,0106 3 / 0028,0107 3
        0028,1101 1C / 0028,1102 1C / 0028,1103 1C / 0028,1201 1C / 0028,1202 1C / 0028,1203 1C
        0028,2000 3 / 0028,2002 3
        """,
    "C.7.6.16-1": """C.7.6.16 (2026d)
        5200,9229 1 / >+groups / 5200,9230 1C / >+groups / 0020,0013 1 / 0008,0023 1 / 0008,0033 1
        0028,0008 1 / 0022,0028 3 / 0020,9228 1C / 0028,6010 3 / 0020,9161 1C / 0020,0242 1C
        0020,9162 1C / 0020,9163 3 / 7FE0,0003 3
        """,
    "C.7.6.16-2": """C.7.6.16.2.1 (2026d)
        0028,9110 1 / >0028,0030 1C / >0018,0050 1C / >0018,0088 1C
        """,
    "C.8-3": """C.8.2.1 (2026d)
        0008,0008 1 / 0018,9361 3 / 0028,0002 1 / 0028,0004 1 / 0028,0100 1 / 0028,0101 1
        0028,0102 1 / 0028,1052 1 / 0028,1053 1 / 0028,1054 1C / 0018,0060 2 / 0020,0012 2
        0018,0022 3 / 0018,0090 3 / 0018,9313 3 / 0018,1100 3 / 0018,9318 3 / 0018,1110 3
        0018,1111 3 / 0018,1120 3 / 0018,1130 3 / 0018,1140 3 / 0018,1150 3 / 0018,1151 3
        0018,1152 3 / 0018,1153 3 / 0018,1160 3 / 0018,7050 3 / 0018,1170 3 / 0018,1190 3
        0018,1210 3 / 0018,9391 3 / 0018,9392 3 / >+10-19 / 0018,9305 3 / 0018,9306 3 / 0018,9307 3
        0018,9309 3 / 0018,9310 3 / 0018,9311 3 / 0018,9323 3 / 0018,9345 3 / 0018,9346 3
        >+8.8-1 / 0018,1271 3 / 0018,1272 1C / >+8.8-1 / 0018,115E 3 / +10-7 / +10-25
        0018,9351 3 / 0018,9352 3 / 0018,9353 1C / 0018,9360 3 / >0018,0060 1 / >0018,9330 1
        >0018,0090 1 / >0018,1190 1 / >0018,1160 1 / >0018,7050 1 / >0018,9332 3 / >0018,9353 1C
        +C.36.2.4.12-1 / +C.36.2.4.5-2
        """,
    "C.8-114": """C.8.15.2 (2026d)
        0008,0008 1 / 0018,9361 3 / +C.8-131 / 0020,0012 3 / 0008,002A 1C / 0018,9073 1C / +10.42-1
        0028,0002 1 / 0028,0004 1 / 0028,0100 1 / 0028,0101 1 / 0028,0102 1 / 0018,9004 1C
        0020,4000 3 / 0028,0301 1C / 0028,0302 3 / 0028,2110 1C / 0028,2112 1C / 0028,2114 1C
        2050,0020 1 / 0088,0200 3 / >+C.7-11b / +10-25 / +C.36.2.4.12-1
        """,
    "C.8.2.3-1": "C.8.2.3 (2026d) / 0008,0060 1 / 0008,0068 1C",
    "C.8-39": """C.8.8.3 (2026d)
        0028,0002 1C / 0028,0004 1C / 0028,0100 1C / 0028,0101 1C / 0028,0102 1C / 0028,0103 1C
        0008,0023 3 / 0008,0033 3 / 3004,0002 1 / 3004,0020 1C / >+8.8-1 / 3004,0004 1
        3004,0021 1C / >+8.8-1 / >3004,0022 3 / >>+8.8-1 / 3004,0024 1C / >+8.8-1 / 3004,0023 3
        >+C.36.2.1.5-1 / 3004,0005 1C / 0070,0404 2C / >+10-11 / 0020,0013 3 / 3010,0038 3
        3004,0006 3 / 3004,0008 3 / 3004,000A 1 / 300C,0002 1C / >+10-11 / >300C,0118 1C
        >300C,0020 1C / >>300C,0022 1 / >>300C,0004 1C / >>>300C,0006 1 / >>>300C,00F2 1C
        >>>>300C,00F4 1 / >>>>300C,00F6 1 / >>300C,000A 1C / >>>300C,000C 1 / 3008,0030 1C
        >+10-11 / >300C,0004 1C / >>300C,0006 1 / 3004,000C 1C / 3004,000E 1C / 3004,0014 3
        3004,0084 3 / 3004,0080 3 / >+C.36.2.5.1-1 / 3004,0016 3 / >3004,0012 1 / >0062,000D 1
        0008,9215 1C / >+8.8-1 / 0008,114A 3 / >+10-11 / >0040,A170 1 / >>+8.8-1 / 300C,0116 1C
        >300C,0117 1 / >300A,0002 2 / >300C,0119 1C / >3008,0022 1C / >3010,0077 2 / >3010,0078 2
        >>+8.8-1 / >>3010,0089 3 / >>>+8.8-1 / >300C,0114 2 / >>3010,0038 1C / >>300C,0115 1
        >>3006,0084 3 / >300C,0060 1C / >>+10-11 / >0008,1140 1C / >>+10-11
        """,
    "C.8-41": """C.8.8.5 (2026d)
        3006,0002 1 / 3006,0004 3 / 3006,0006 3 / 0020,0013 3 / 3006,0008 2 / 3006,0009 2 / +10-7
        3006,0010 3 / >0020,0052 1 / >3006,0012 3 / >>+10-11 / >>3006,0014 1 / >>>0020,000E 1
        >>>3006,0016 1 / >>>>+10-3 / 3006,004C 3 / >0008,0060 1 / >0008,0021 1 / >0008,0031 1
        >0008,103E 1 / >0020,000E 1 / >0020,0011 1 / 3006,0020 3 / >3006,0022 1 / >3010,00A0 3
        >>+10.33-1 / >3006,0024 1 / >3006,0026 2 / >3006,0028 3 / >3006,002C 3 / >3006,002D 3
        >3006,0036 2 / >3006,0038 3 / >3010,005B 3 / >>+8.8-1 / >3006,004D 3 / >>+C.17-3b
        >3006,0037 3 / >>+10-19 / >0008,9215 3 / >>+8.8-1 / >0008,1156 3 / >>+10-11
        >>0062,000B 1C / >>0070,031B 1C / 3006,0018 3 / >+10-11
        """,
    "C.8-50": """C.8.8.14 (2026d)
        300A,00B0 1 / >300A,00C0 1 / >300A,00C2 3 / >3010,0038 3 / >300A,00C3 3 / >0008,1156 3
        >>+10-11 / >300A,00C4 1 / >300A,00C6 2 / >3002,0050 3 / >>3002,0051 1 / >>3002,0052 1C
        >300A,00C7 1C / >3010,0080 3 / >>+8.8-1 / >300A,00B2 2 / >0008,0070 3 / >0008,0080 3
        >0008,0081 3 / >0008,1040 3 / >0008,1041 3 / >>+8.8-1 / >0008,1090 3 / >0018,1000 3
        >0018,1204 3 / >0018,1205 3 / >300A,00B3 3 / >300A,0054 3 / >300C,00A0 3 / >300A,00B4 3
        >3008,00A3 3 / >300A,00B6 1C / >>300A,00B8 1 / >>300A,00BA 3 / >>300A,00BC 1
        >>300A,00BE 2C / >3008,00A1 1C / >>+C.36.2.2.19-1 / >300C,006A 3 / >300C,0042 3 / >>+10-11
        >>300A,00C8 1 / >>300C,0008 3 / >>300C,0009 3 / >300A,00CA 3 / >>300C,0008 3 / >>3002,0032 3
        >>300C,0009 3 / >>3002,000C 3 / >>3002,000E 3 / >>3002,0010 3 / >>3002,0012 3
        >>3002,0026 3 / >>300A,00CC 3 / >>300C,0007 3 / >300A,00CE 3 / >300C,0080 3 / >>+10-11
        >300A,00D0 1 / >300A,00D1 1C / >>300A,00D2 1 / >>300A,00D3 2 / >>300A,00D4 3 / >>300A,00F9 3
        >>300A,00D5 2 / >>300A,00D6 2 / >>300A,00D8 2 / >>300A,00DA 3 / >>300A,00DE 3 / >300A,00E0 1
        >300A,00E2 3 / >300A,00E3 1C / >>300A,02EB 3 / >>300A,00E4 1C / >>300A,00EE 3
        >>300A,00E1 2C / >>300A,00E5 3 / >>300A,00F9 3 / >>300A,00EF 3 / >>300A,0355 3
        >>300A,00E6 2 / >>300A,02E0 3 / >>300A,02E1 3 / >>300A,00E7 1 / >>300A,00E8 1
        >>300A,00E9 1 / >>300A,00EA 1 / >>300A,00EB 1C / >>300A,00EC 1C / >>300A,02E2 1C
        >300A,00ED 1 / >300C,00B0 1C / >>3006,0084 1 / >>300A,00DC 3 / >>300A,00DD 3 / >>300A,00F9 3
        >300A,00F0 1 / >300A,00F2 3 / >300A,00F4 1C / >>300A,00F5 3 / >>300A,0355 3 / >>300A,00F9 3
        >>300A,00F6 2 / >>300A,00F8 1 / >>300A,00FA 2 / >>300A,00FB 3 / >>300A,00FC 1
        >>300A,00FE 3 / >>300A,00E1 2 / >>300A,0100 2C / >>300A,0102 2C / >>300A,0104 2
        >>300A,0106 2 / >300A,0107 3 / >>300A,0108 1 / >>300A,00F9 3 / >>300A,0109 1 / >>300A,0431 3
        >>>300A,0432 1 / >>>300A,0433 1C / >>>300A,0434 1C / >>>300A,0435 1C / >>300A,0436 3
        >>300A,010A 3 / >300A,0420 3 / >>300A,0424 1 / >>300A,0421 1 / >>300A,0422 3
        >>300A,0423 3 / >>300A,00F9 3 / >>300A,0425 3 / >300C,0050 3 / >>300C,0051 1
        >>300A,0093 1C / >>300A,008C 1 / >>>300A,0134 1 / >>>300C,00F0 1C / >>>300A,0088 1C
        >>>300A,0089 1C / >>>300A,008A 1C / >>>300A,0094 3 / >300A,010E 1C / >300A,0110 1
        >300A,0111 1 / >>300A,0112 1 / >>300A,0134 2 / >>300C,0050 3 / >>>300C,0051 1
        >>>300A,010C 2 / >>300C,0080 1C / >>>+10-11 / >>300A,0114 3 / >>300A,0115 3
        >>300A,0116 1C / >>>300C,00C0 1 / >>>300A,0118 1 / >>300A,011A 1C / >>>300A,00B8 1
        >>>300A,011C 1 / >>3008,00A2 2C / >>>+C.36.2.2.20-1 / >>300A,011E 1C / >>300A,011F 1C
        >>300A,014A 3 / >>300A,014C 3 / >>300A,0120 1C / >>300A,0121 1C / >>300A,0122 1C
        >>300A,0123 1C / >>300A,0124 3 / >>300A,0125 1C / >>300A,0126 1C / >>300A,0140 1C
        >>300A,0142 1C / >>300A,0144 1C / >>300A,0146 1C / >>300A,0128 2C / >>300A,0129 2C
        >>300A,012A 2C / >>300A,012C 2C / >>300A,012E 3 / >>300A,0133 3 / >>300A,0130 3
        >>300A,0132 3
        """,
    "C.12-1": """C.12.1 (2026d)
        0008,0016 1 / 0008,0018 1 / 0008,0005 1C / 0008,0012 3 / 0008,0013 3 / 0008,0015 3
        0008,0014 3 / 0008,001A 3 / 0008,001B 3 / 0008,001C 3 / 0008,001D 3 / >+8.8-1 / 0008,0110 3
        >0008,0102 1 / >0008,0112 1C / >0008,010C 1C / >0008,0114 2C / >0008,0115 3 / >0008,0103 3
        >0008,0116 3 / >0008,0109 3 / >>0008,010A 1 / >>0008,010E 1 / 0008,0123 3 / >0008,010F 1
        >0008,0117 3 / >0008,0105 1 / >0008,0106 1 / 0008,0124 3 / >0008,0105 1 / >0008,0118 3
        >0008,0122 3 / 0008,0201 3 / 0018,A001 3 / >0040,A170 1 / >>+8.8-1 / >0008,0070 1
        >0008,0080 3 / >0008,0081 3 / >0008,1010 3 / >0008,1040 3 / >0008,1041 3 / >>+8.8-1
        >0008,1070 3 / >0008,1072 3 / >>+10-1 / >0008,1090 3 / >0018,1000 3 / >0018,1020 3
        >0018,1204 3 / >0018,1205 3 / >0018,1002 3 / >0018,100A 3 / >>+10.29-1 / >0018,1050 3
        >0018,1200 3 / >0018,1201 3 / >0018,A002 3 / >0018,A003 3 / 0020,0013 3 / 0100,0410 3
        0100,0420 3 / 0100,0424 3 / 0100,0426 3 / +C.12-6 / 0400,0500 1C / >0400,0510 1
        >0400,0520 1 / +C.12.1.1.9-1 / 0040,A390 1C / >+10-11 / >0040,E001 1 / >0040,E010 3
        0028,0303 3 / 0008,0053 1C / 0020,9172 1C / >+10-3 / 0018,9004 3 / 0008,0300 3
        >0008,0301 1 / >0008,0302 1 / >0008,0310 3 / >>0008,0308 1 / >>0008,0309 1 / >>0008,030A 1
        >>0008,030B 1C / >>0008,030D 1 / >>0008,030C 1 / >>0008,030E 3 / >>0008,030F 3
        >>0040,E010 3 / >0008,0303 1 / >0008,0304 1C / >0008,0305 3 / >>0008,0306 1 / >>0008,0307 1
        0400,0600 3 / 2200,0005 3 / +10.41-1
        """,
    "C.13-8": """C.13.8 (2025e; PS3.4 sets what is required)
        2100,0020 / 2100,0030 / 2100,0040 / 2100,0050 / 2000,0020 / 2110,0030 / 2100,0070
        """,
    "C.17-4": "C.17.3 (2025e) / +C.17-5 / +C.17-6",
    "C.17-5": """C.17.3.3 (2026d; each macro for one Value Type)
        0040,A040 1 / 0040,A043 1C / >+8.8-1 / 0040,A160 1C / 0040,A120 1C / 0040,A121 1C
        0040,A122 1C / 0040,A123 1C / 0040,A124 1C / +C.18.1-1 1C / +C.18.2-1 1C / +C.18.3-1 1C
        +C.18.4-1 1C / +C.18.5-1 1C / +C.18.6-1 1C / +C.18.9-1 1C / +C.18.7-1 1C / +C.18.8-1 1C
        +C.18.10-1 1C
        """,
    "C.17-6": """C.17.3.4 (2026d; what an item holds only where it is included by value)
        0040,A032 1C / 0040,A171 3 / 0040,A730 1C / >0040,A010 1 / >+C.17-6 1C / >+C.17-5 1C
        >0040,DB73 1C
        """,
    "8.8-1": """8.8 (2016c)
        +8.8-1a / 0008,0121 3 / >+8.8-1a / >+8.8-1b / +8.8-1b
        """,
    "8.8-1a": """8.8 (2016c)
        0008,0100 1C / 0008,0102 1C / 0008,0103 1C / 0008,0104 1 / 0008,0119 1C / 0008,0120 1C
        """,
    "8.8-1b": """8.8 (2016c)
        0008,010F 3 / 0008,0117 3 / 0008,0105 1C / 0008,0118 3 / 0008,0122 3 / 0008,0106 1C
        0008,010B 3 / 0008,0107 1C / 0008,010D 1C
        """,
    "10-11": "10.8 (2016c) / 0008,1150 1 / 0008,1155 1",
}


def _shown(row: TableRow) -> str:
    if row.includes_functional_groups:
        what = "+groups"
    elif row.include:
        what = f"+{row.include.table}"
    else:
        what = row.attribute.printed_tag.strip("()") if row.attribute else row.name
    return f"{'>' * row.depth}{what} {row.type or ''}".rstrip()


@pytest.mark.parametrize("label", BY_HAND)
def test_a_table_written_down_by_hand(iod_tables: IodTables, label: str) -> None:
    [table] = [it for it in iod_tables.tables if it.table == label]
    head, *rows = (it.strip() for it in BY_HAND[label].replace("\n", "/").split("/") if it.strip())
    assert [*map(_shown, table.all_rows)] == rows
    assert table.section == head.partition(" ")[0]


# What was found wrong in tables that another project had flattened


MISSING = {
    # The rows that were left out, because a dictionary was older: module, paths with their types.
    "basic-film-session-relationship": """
        ProposedStudySequence.EthnicGroups
        """,
    "displayed-waveform-segment": """
        DisplayedWaveformSegmentSequence:1
        """,
    "microscope-slide-layer-tile-organization": """
        TilesOverlap:3
        """,
    "montage-activation": """
        MontageActivationSequence:1
        """,
    "ocular-region-imaged": """
        OphthalmicAnatomicReferencePointSequence:1C
        """,
    "ophthalmic-optical-coherence-tomography-en-face-image": """
        OphthalmicEnFaceVolumeDescriptorSequence:1
        """,
    "patient": """
        EthnicGroups:3
        """,
    "patient-demographic": """
        EthnicGroups GenderIdentitySequence PersonNamesToUseSequence
        SexParametersForClinicalUseCategorySequence ThirdPersonPronounsSequence
        """,
    "patient-study": """
        GenderIdentitySequence:3 HistologicalDiagnosesCodeSequence:3 PersonNamesToUseSequence:3
        PrimaryDiagnosisCodeSequence:3 PrincipalDiagnosisCodeSequence:3
        SecondaryDiagnosesCodeSequence:3 SexParametersForClinicalUseCategorySequence:3
        ThirdPersonPronounsSequence:3
        """,
    "performed-procedure-step-relationship": """
        GenderIdentitySequence PersonNamesToUseSequence
        SexParametersForClinicalUseCategorySequence ThirdPersonPronounsSequence
        """,
    "rt-dose": """
        DoseCalculationModelSequence:3 DoseDepositionCalculationMedium:3
        RecommendedIsodoseLevelSequence:3
        """,
    "rt-general-plan": """
        RTAssertionsSequence:3
        """,
    "rt-ion-beams": """
        IonBeamSequence.IonRangeCompensatorSequence.CompensatorSurfaceRepresentationFlag:3
        IonBeamSequence.IonRangeCompensatorSequence.ReferencedSurfaceSegmentationSequence:1C
        IonBeamSequence.RangeShifterSequence.MaterialDensity:3
        """,
    "rt-ion-beams-session-record": """
        TreatmentSessionIonBeamSequence.IonControlPointDeliverySequence.ScanSpotGantryAngles:3
        TreatmentSessionIonBeamSequence.IonControlPointDeliverySequence.ScanSpotPatientSupportAngles:3
        """,
    "structured-waveform-annotation": """
        StructuredWaveformAnnotationSequence:1
        """,
    "textual-waveform-annotation": """
        WaveformTextualAnnotationSequence:1
        """,
    "unified-procedure-step-relationship": """
        GenderIdentitySequence HistologicalDiagnosesCodeSequence PersonNamesToUseSequence
        PrimaryDiagnosisCodeSequence PrincipalDiagnosisCodeSequence SecondaryDiagnosesCodeSequence
        SexParametersForClinicalUseCategorySequence ThirdPersonPronounsSequence
        """,
    "visit-admission": """
        HistologicalDiagnosesCodeSequence PrimaryDiagnosisCodeSequence
        PrincipalDiagnosisCodeSequence SecondaryDiagnosesCodeSequence
        """,
    "waveform-presentation-montage": """
        WaveformMontageSequence:1
        """,
}


def test_rows_that_were_missing(iod_tables: IodTables) -> None:
    assert sum(len(paths.split()) for paths in MISSING.values()) == 48
    for key, paths in MISSING.items():
        found = {
            ".".join(use.attribute.keyword for use in path): path[-1].type or ""
            for path in iod_tables.expand(iod_tables.modules[key])
        }
        for path in paths.split():
            name, _, kind = path.partition(":")
            assert found[name] == kind, (key, path)


def _top(tables: IodTables, key: str) -> dict[str, str]:
    uses = tables.uses(tables.modules[key])
    return {it.attribute.printed_tag: it.type or "" for it in uses}


def test_what_the_newest_edition_brought(iod_tables: IodTables) -> None:
    assert _top(iod_tables, "sop-common")["(0008,001D)"] == "3"
    dose = _top(iod_tables, "rt-dose")
    for tag, kind in (
        ("(3004,0020)", "1C"),
        ("(3004,0021)", "1C"),
        ("(3004,0024)", "1C"),
        ("(3004,0023)", "3"),
        ("(3004,0084)", "3"),
        ("(3004,0080)", "3"),
        ("(3004,0016)", "3"),
    ):
        assert dose[tag] == kind, tag
    ct = _top(iod_tables, "ct-image")
    assert (ct["(0018,9391)"], ct["(0018,9392)"]) == ("3", "3")
    uses = {it.module.key: it for it in iod_tables.iods["ct-image"].modules}
    series = uses["single-frame-ct-series"]
    assert (series.module.section, series.usage, len(uses)) == ("C.8.2.3", "C", 26)


def test_functional_groups_that_were_missing(iod_tables: IodTables) -> None:
    def groups(iod: str) -> dict[str, str]:
        return {it.macro.name: it.usage for it in iod_tables.iods[iod].functional_groups}

    assert groups("enhanced-ct-image")["RT Cone-Beam Imaging"] == "U"
    assert groups("ophthalmic-tomography-image")["Frame VOI LUT with LUT"] == "U"
    assert groups("enhanced-continuous-rt-image").keys() >= {
        "RT Image Frame General Content",
        "RT Image Frame Context",
        "RT Image Frame Imaging Device Position",
        "RT Image Frame Radiation Acquisition Parameters",
    }


@pytest.mark.parametrize(
    ("kind", "key", "section"),
    [
        ("Module", "implant-assembly-template", "C.29.2.1"),
        ("Module", "microscopy-bulk-simple-annotations-series", "C.37.1.1"),
        ("Module", "microscopy-bulk-simple-annotations", "C.37.1.2"),
        ("Macro", "ophthalmic-frame-location", "C.8.17.10.1"),
    ],
)
def test_sections_that_were_wrong(iod_tables: IodTables, kind: str, key: str, section: str) -> None:
    [table] = [it for it in iod_tables.tables if (it.kind, it.key) == (kind, key)]
    assert table.section == section
