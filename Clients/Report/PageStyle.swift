/// The style of a page: A4, black on white, and nothing that needs colour or another file.
enum PageStyle {
    static let sheet: StaticString = """
        @page{size:A4;margin:12mm 13mm 15mm;@bottom-center{content:counter(page) " / " counter(pages);font:8pt sans-serif}}
        *{box-sizing:border-box}
        html{background:#fff;color:#000}
        body{margin:0;font:10pt/1.4 "Noto Sans","Noto Naskh Arabic","Noto Sans Arabic","DejaVu Sans",sans-serif}
        table{border-collapse:collapse;width:100%;table-layout:fixed}
        td,th{vertical-align:top;text-align:start;padding:0;overflow-wrap:anywhere;font-weight:normal}
        .page>thead{display:table-header-group}
        .page>tfoot{display:table-footer-group}
        .head{border-bottom:1.5pt solid #000;margin-bottom:3mm}
        .head td{padding:.4mm 1mm 1mm;font-size:9pt}
        .head .what td{font-size:13pt;font-weight:bold}
        .foot{border-top:.7pt solid #000;margin-top:3mm}
        .foot td{padding:.8mm 1mm 0;font-size:7.5pt;line-height:1.3}
        h2{font-size:11pt;margin:4mm 0 1mm;break-after:avoid}
        .pair td{padding:.9mm 1.5mm;border-bottom:.3pt solid #777}
        .pair td+td{border-inline-end:.3pt solid #777}
        .pair tr{break-inside:avoid}
        .pair tr.long,.pair tr.boxes{break-inside:auto}
        .pair tr.label{break-after:avoid}
        .pair tr.label td{border-bottom:none;padding-bottom:0}
        .pair tr.long td,.pair tr.boxes td,.pair tr.label td,.pair tr.head2 td{border-inline-end:none}
        .pair tr.head2 td{font-weight:bold;border-bottom:1pt solid #000;padding-top:3mm;break-after:avoid}
        .name{font-size:8.5pt;font-weight:bold}
        .head .name,.foot .name{font-size:inherit}
        .text{white-space:pre-wrap;display:block}
        pre{font-size:7pt;white-space:pre-wrap;word-break:break-all;margin:0}
        ul{list-style:none;margin:0;padding:0;columns:2;column-gap:4mm}
        li{break-inside:avoid;padding:.3mm 0;font-size:9pt}
        .box{display:inline-block;width:3.2mm;height:3.2mm;border:.8pt solid #000;vertical-align:-.3mm}
        .line{display:block;border-bottom:.5pt dotted #000;height:7.5mm}
        .acts td,.acts th{border:.3pt solid #777;padding:.7mm 1mm;font-size:8.5pt}
        .acts th{font-weight:bold}
        .acts thead{display:table-header-group}
        .acts tr{break-inside:avoid}
        .acts .number{width:9mm}
        .acts .date{width:27mm}
        .notice{border:.8pt solid #000;margin-top:5mm;break-inside:avoid}
        .notice td{padding:.6mm 2mm;font-size:8pt}
        .notice .what td{font-weight:bold;padding-top:1.5mm}
        .notice .told{display:block;font-weight:bold}
        .sign{margin-top:5mm;break-inside:avoid}
        .sign td{padding:1mm;height:18mm;border:.3pt solid #777;font-size:8.5pt}
        @media screen{html{background:#ddd}body{background:#fff;max-width:210mm;margin:5mm auto;padding:12mm 13mm}}
        """
}
