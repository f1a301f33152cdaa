extension NationalText {
    var arabic: String {
        switch self {
        case .notInSums:
            "ليس في مجاميع ما عرضه بتفصيل أقل"
        case .title: "الأرقام الوطنية، من كشوف الأقاليم"
        case .provinces: "الأقاليم"
        case .files: "ملفات لم تجمع"
        case .file: "الملف"
        case .returned: "الكشف"
        case .publishedAt: "تاريخ النشر"
        case .madeAt: "تاريخ الجمع"
        case .provincesAdded: "الأقاليم المجموعة"
        case .deadline: "آخر أجل"
        case .tableCode: "الجدول"
        case .sum: "المجموع المقرب"
        case .offByAtMost: "أقصى فرق"
        case .deviation: "أقصى انحراف معياري"
        case .ofProvinces: "عدد الأقاليم في المجموع"
        case .severalValues: "أكثر من قيمة"
        case .noProvince: "لا إقليم"
        case .showsLess: "عرضته بتفصيل أقل"
        case .withheldBy: "حجبته حتى لا يعرف طفل"
        case .notCollectedBy: "لا تجمعه"
        case .unlikeBy: "بصيغة أخرى أو غائب، ولم يجمع، عند"
        case .cellsInFile: "ما لا يظهر هنا موجود في ملفي CSV وJSON."
        case .errorExplained:
            "يقرب كل إقليم كل عدد إلى مضاعف للعدد 3، صعودا أو نزولا بالقرعة، بفارق 2 على الأكثر: فلا يعرف طفل، ولا يضاف شيء في المتوسط. وكلما كبر المجموع قل أثر ذلك. ويوجد أقصى فرق ممكن بجانب كل مجموع؛ ويقع ثلثا المجاميع تقريبا داخل انحراف معياري واحد."
        case .sumsNotEqual:
            "قد يشمل المجموع الكلي أقاليم أكثر مما تشمله أجزاؤه: فالإقليم الذي عرض تفصيلا أقل لا يدخل إلا في المجاميع التي عرضها."
        case .missingNotEstimated:
            "لا يقدر ما ينقص من الأقاليم: المجاميع تخص الأقاليم المذكورة وحدها."
        case .definitionsDiffer: "تعريفات المسار بنسخة واحدة، وتختلف فيما يخص كل إقليم، كمؤسساته."
        case .byProvince: "إقليما إقليما"
        case .tilesOfProvinces:
            "خانة لكل إقليم بترتيب الرمز الرسمي؛ وليست خريطة بمقياس. وكلما كثف النمط كبر العدد. والخانة التي فيها شرطة لإقليم ليس في المجموع."
        case .stateAdded: "جمع"
        case .stateMissing: "غائب"
        case .stateRepeated: "الملف نفسه مرة أخرى"
        case .stateUnreadable: "ليس كشفا"
        case .stateUnknownProvince: "لإقليم ليس في القائمة"
        case .stateAltered: "محرف: ليس كما وقعه الإقليم"
        case .stateOtherPeriod: "لفترة أخرى"
        case .stateOtherBase: "مقرب بأساس آخر"
        case .stateOtherDefinition: "أنجز بنسخة أخرى من التعريف"
        case .stateLate: "متأخر"
        case .stateContradicted: "مرتين دون تطابق: لم يجمع أي منهما"
        }
    }
}
