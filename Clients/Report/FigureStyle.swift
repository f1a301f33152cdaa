/// The style of a report of figures: screen and A4, black on white where it is printed.
enum FigureStyle {
    static let sheet: StaticString = """
        @page{size:A4;margin:12mm 12mm 15mm;@bottom-center{direction:ltr;content:counter(page) " / " counter(pages);font:8pt sans-serif}}
        *{box-sizing:border-box}
        html{background:#fff;color:#000}
        body{margin:0;font:9.5pt/1.4 "Noto Sans","Noto Naskh Arabic","Noto Sans Arabic","DejaVu Sans",sans-serif}
        h1{font-size:15pt;line-height:1.3;margin:0 0 2mm}
        h2{font-size:11.5pt;line-height:1.3;margin:5mm 0 1mm;padding-top:1mm;border-bottom:1pt solid #000;break-after:avoid}
        .pair{display:flex;gap:6mm}
        .pair>*{flex:1 1 0;min-width:0;margin:0}
        [dir=rtl],th[lang=ar]{text-align:right}
        th[lang=ar]{direction:rtl}
        header{border-bottom:1.5pt solid #000;padding-bottom:2mm}
        dl div{margin:0 0 .4mm}
        dt{display:inline;font-weight:bold}
        dt::after{content:" :"}
        [lang=ar] dt::after{content:":"}
        dd{display:inline;margin:0;overflow-wrap:anywhere}
        .centre{border:1.2pt solid #000;padding:1mm 2mm;font-weight:bold;margin:2mm 0 0}
        .absent{margin:0;padding:0 4mm}
        nav ol{padding:0;list-style:none}
        nav li{padding:.3mm 0}
        a{color:inherit}
        .notes{font-size:8.5pt;break-after:avoid;break-inside:avoid}
        .notes span{display:block}
        .said{font-size:8.5pt;margin:1mm 0}
        table{border-collapse:collapse;width:100%;table-layout:fixed;margin:1.5mm 0 2mm}
        caption{font-size:8.5pt;font-weight:bold;padding:.5mm 0;caption-side:top;text-align:start}
        caption,thead,.group{break-after:avoid}
        thead{display:table-header-group}
        tr,figure{break-inside:avoid}
        th,td{border:.4pt solid #777;padding:.5mm 1mm;vertical-align:middle;overflow-wrap:break-word;hyphens:auto;font-weight:normal}
        thead th{font-size:8pt;line-height:1.25;font-weight:bold;background:#eee;text-align:center}
        thead .corner{border:none;background:none}
        thead [dir=rtl]{text-align:center}
        td{text-align:center;direction:ltr;font-size:8.5pt;padding:.5mm;overflow-wrap:normal;font-variant-numeric:tabular-nums}
        tbody th{text-align:start;font-size:8.5pt;line-height:1.3}
        .whole th,.whole td{font-weight:bold}
        .group th{background:#f4f4f4;font-weight:bold}
        .share{font-size:7.5pt}
        .word{font-size:7.5pt;line-height:1.2;font-style:italic}
        .word [lang]{text-align:center}
        .word [lang=ar]{font-style:normal}
        col.label{width:34mm}
        figure{margin:2mm 0}
        figcaption{font-size:8.5pt;font-weight:bold}
        footer{border-top:1pt solid #000;margin-top:6mm;padding-top:1mm;font-size:8.5pt;break-inside:avoid}
        footer ul{padding:0 4mm;margin:1mm 0}
        .brief{font-size:8.5pt}
        .brief h2{font-size:10pt;margin:2.5mm 0 .5mm;padding-top:0}
        .brief td,.brief tbody th{font-size:7.5pt;line-height:1.15;padding:.15mm 1mm}
        .brief thead th{font-size:7pt;line-height:1.1;padding:.2mm .5mm}
        .brief caption,.brief .notes,.brief .said{font-size:7pt;line-height:1.2;padding:0;margin:.3mm 0}
        .brief .notes span{display:inline}
        .brief table{margin:.5mm 0 1mm}
        .brief .share,.brief .word{font-size:6.5pt}
        .brief .word div{display:inline-block;margin:0 .5mm}
        .brief svg{width:62%;display:block;margin:auto}
        @media screen{html{background:#ddd}body{background:#fff;max-width:210mm;margin:5mm auto;padding:12mm}}
        @media screen and (max-width:160mm){body{margin:0;padding:4mm}table{display:block;overflow-x:auto}.pair{gap:3mm}}
        @media print{a{text-decoration:none}}
        """
}
