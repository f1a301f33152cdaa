extension ImportText {
    var arabic: String {
        switch self {
        case .rowSays(let row, let text): "السطر \(isolated(row)): \(isolated(text))"
        case .rowsSay(let rows, let text): "الأسطر \(isolated(rows)): \(isolated(text))"
        case .ready: "سيفتح ملف"
        case .sentBefore: "أرسل من قبل دون جواب؛ يعاد إرساله مرة واحدة"
        case .made(let number): "فتح الملف \(isolated(number))"
        case .overfull:
            "خانات أكثر من السطر الأول؛ الفاصل داخل خانة يحتاج علامتي اقتباس"
        case .equal(let row): "القيد نفسه في السطر \(isolated(row))؛ لم يؤخذ"
        case .alike(let row): "يشبه السطر \(isolated(row))؛ القرار لشخص"
        case .similar(let numbers): "يشبه طفل الملف \(isolated(numbers))؛ القرار لشخص"
        case .there(let number): "أخذ من قبل: الملف \(isolated(number))"
        case .thereUnnumbered: "أخذ من قبل؛ لم يبلغ رقم الملف"
        case .changed(let number):
            "لم يعد القيد كما كان عند أخذه؛ يدون التغيير في الملف \(isolated(number))"
        case .unsent: "لم يرسل"
        case .unmapped(let names): "أعمدة لا يسميها أي سطر من جدول المطابقة: \(isolated(names))"
        case .leftOut(let names): "أعمدة يتركها جدول المطابقة: \(isolated(names))"
        case .agesCounted(let rows): "أعمار حسبت من تاريخ السجل إلى اليوم: \(isolated(rows))"
        case .dryRun: "لم يكتب شيء. لفتح الملفات أعد الأمر نفسه مع --do"
        case .heldAdvice:
            "الأسطر التي تشبه سطرا آخر أو طفلا له ملف لا تفتح إلا بإضافة --rows و --take-similar بعد أن يتحقق شخص منها."
        case .reading(let done, let total):
            "قراءة الأسطر: \(isolated(done)) من \(isolated(total))"
        case .searching(let done, let total):
            "المقارنة مع الملفات التي يمكنك رؤيتها: \(isolated(done)) من \(isolated(total))"
        case .opening(let done, let total):
            "فتح الملفات: \(isolated(done)) من \(isolated(total))"
        case .stopped:
            "توقف العمل. ما فتح يبقى مفتوحا. الأمر نفسه يتم الباقي ولا يفتح شيئا مرتين."
        case .noColumn(let name): "لا عمود في الجدول باسم «\(isolated(name))»"
        case .columnTwice(let name): "في الجدول عمودان باسم «\(isolated(name))»"
        case .noField(let code): "لا حقل «\(isolated(code))» في الاستمارة التي تفتح الملف"
        case .noCode(let code): "لا رمز «\(isolated(code))» لهذا الحقل"
        case .fieldTwice(let code): "الحقل «\(isolated(code))» لا يأخذ إلا عمودا واحدا"
        case .fieldClosed(let code): "صفاتك لا تكتب الحقل «\(isolated(code))»"
        case .noRegister(let code):
            "لا سطر يذكر اسم السجل: الحقل «\(isolated(code))» والاسم في خانة الرمز."
        case .column: "عمود السجل"
        case .field: "الحقل"
        case .value: "ما يكتبه السجل"
        case .code: "الرمز"
        case .meaning: "المعنى"
        case .row: "السطر"
        case .state: "الحالة"
        case .remark: "ملاحظة"
        case .countReady: "للفتح"
        case .countMade: "فتحت"
        case .countThere: "أخذت من قبل"
        case .countFaulty: "فيها أخطاء"
        case .countEqual: "قيود مكررة"
        case .countHeld: "القرار فيها لشخص"
        case .countChanged: "تغيرت منذ أخذها"
        case .countUnsent: "لم ترسل"
        }
    }
}
