"""Lists in the formats that are read, with invented people and firms; and files that must not be taken, by name."""

SDN = (
    b'36,"NORDIC STAR TRADING GMBH",-0- ,"[RUSSIA-EO14024] ",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Registration ID 778899'
    b' (Germany)."\r\n'
    b'41,"MUSTERMANN, Erika","individual","[SDGT] ",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 05 Mar 1971; nationality'
    b' Germany."\r\n'
    b'52,"QASYMOV, Beibit","individual","[SDGT] ",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1969."\r\n\x1a'
)
ALT = b'41,1,"aka","MUSTERMANN-BRANDT, Erika",-0- \r\n'
ADD = b'36,1,"Hafenstrasse 1","Hamburg","Germany",-0- \r\n'

UN = b"""<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-11-20T10:00:00"><INDIVIDUALS>
<INDIVIDUAL><DATAID>700</DATAID><FIRST_NAME>ERIKA</FIRST_NAME><SECOND_NAME>MUSTERMANN</SECOND_NAME>
<UN_LIST_TYPE>Sample</UN_LIST_TYPE><REFERENCE_NUMBER>SAi.001</REFERENCE_NUMBER></INDIVIDUAL>
</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>
"""

OPENSANCTIONS = (
    b"id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,first_seen,"
    b"last_seen,last_change\n"
    b'NK-1,Person,Erika Mustermann,,1971-03-05,de,,,"Sample",,,"Sample list",2024-01-01,2026-01-01,2026-01-01\n'
)
"""`targets.simple.csv`."""

PLAIN = "имя;тип;дата рождения;страна;причина\nЭрика Мустерман;человек;05.03.1971;DE;занимает должность\n".encode()
"""As a spreadsheet set to Russian writes it."""

PLAIN_NEXT = (
    "имя;тип;дата рождения;страна;причина\nЭрика Мустерман;человек;05.03.1971;DE;занимает должность\n"
    "Nordic Star Trading;организация;;DE;отказ\n"
).encode()

XXE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    b"<CONSOLIDATED_LIST><INDIVIDUALS>&e;</INDIVIDUALS></CONSOLIDATED_LIST>"
)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>"
)
BAD: dict[str, tuple[str, bytes, str]] = {
    "external entity (72)": ("un.xml", XXE, "hostile"),
    "entities without end (72)": ("un.xml", LAUGHS, "hostile"),
    "cut in the middle of an element": ("un.xml", UN[:300], "broken"),
    "cut within quotation marks": ("sdn.csv", SDN[:230], "broken"),
    "a code page": ("peps.csv", "имя;тип\nЭрика Мустерман;человек\n".encode("cp1251"), "encoding"),
    "UTF-16": ("peps.csv", "name\nErika\n".encode("utf-16"), "encoding"),
    "no column of names": ("peps.csv", b"a,b\n1,2\n", "unknown"),
    "a picture": ("peps.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "encoding"),
    "only a header": ("peps.csv", b"name,type\n", "empty"),
    "a date that is none": ("peps.csv", b"name,birth_date\nErika Mustermann,32.13.1971\n", "rows"),
    "aliases without their list": ("alt.csv", ALT, "part_missing"),
}
"""Name of the case → file name, bytes, the trouble that is told."""
