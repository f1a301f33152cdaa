extension HelpText {
    var arabic: String {
        switch self {
        case .publish:
            "ما ينشره الإقليم عن فترة: يحضره شخص ويوافق عليه آخر."
        case .publishList:
            "سرد ما نشر وما ينتظر."
        case .publishPrepare:
            "تحضير جداول فترة وعرضها، دون اقتراح شيء."
        case .publishPropose:
            "اقتراح جداول فترة، ويوافق شخص ثان."
        case .publishApprove:
            "الموافقة كشخص ثان، فيتم النشر."
        case .publishWithdraw:
            "سحب ما ينتظر أو رفضه."
        case .publishShow:
            "عرض جداول منشورة."
        case .publishWrite:
            "كتابة المنشور كصفحة أو ورقة أو JSON."
        case .argumentPublication:
            "المنشور، بأول أحرف معرفه."
        case .returnCommand:
            "توقيع كشف أعداد فترة للوزارة."
        case .optionPublication:
            "المنشور، إن تعدد المنشور عن الفترة."
        case .optionReturnOutput:
            "ملف جديد للكشف، لا يقرؤه إلا صاحبه."
        case .figures:
            "أرقام فترة، دون اسم أي طفل."
        case .reportCommand:
            "تقرير عن فترة: HTML للشاشة والورق، أو CSV أو JSON."
        case .argumentIndicators:
            "رموز المؤشرات."
        case .argumentReport:
            "رمز التقرير؛ اللائحة: madar report --list."
        case .optionMonth:
            "شهر، مثل 2026-10."
        case .optionQuarter:
            "فصل، مثل 2026-3."
        case .optionYear:
            "سنة، مثل 2026."
        case .optionPeriodFrom:
            "أول يوم، مثل 2026-10-01."
        case .optionPeriodTo:
            "آخر يوم."
        case .optionBy:
            "التفصيل حسب: sex أو age أو age_cp أو milieu أو commune أو category أو unit، أو لائحة أو خانة يذكرها المؤشر؛ مرتان على الأكثر."
        case .optionFigureMeasure:
            "رمز قياس واحد من المؤشر."
        case .optionFiguresProvince:
            "من كل ملفات الإقليم، لمن يحق له حسابها."
        case .optionFiguresOrganisation:
            "ملفات هذه المنظمة وحدها، بالاسم أو المعرف."
        case .optionFiguresList:
            "لائحة المؤشرات."
        case .optionReportList:
            "لائحة التقارير."
        case .optionSheetFile:
            "كتابة الأرقام بصيغة CSV في هذا الملف الجديد."
        case .optionReportFile:
            "الملف الجديد، ولا يقرؤه إلا صاحبه."
        case .optionReportIn:
            "لغات تقرير HTML: إحداهما fr أو ar، أو both جنبا إلى جنب."
        case .optionReportFormat:
            "ما يكتب: html أو csv أو json."
        case .slots:
            "ما يفتح المخزن، ووسيلة جديدة بدل ضائعة."
        case .slotsList:
            "عرض ما يفتح المخزن."
        case .slotsCredential:
            "اقتراح ملف اعتماد جديد؛ يوافق شخص ثان فينشئه الخادم."
        case .slotsPassphrase:
            "اقتراح عبارة سر جديدة؛ وبعد موافقة شخص ثان، إدخالها."
        case .slotsCancel:
            "سحب ما اقتُرح."
        case .optionSaveNote:
            "كتابة ما رآه هذا الجهاز من السجل في ملف لمن يوقع."
        case .restored:
            "الاطلاع على استرجاع المخزن من نسخة احتياطية، والسماح لهذا الجهاز بالعمل معه."
        case .optionSignRestoration:
            "التوقيع عليه بصفة مشغل أو منسق؛ يوقع شخصان."
        case .optionLostNote:
            "ملاحظة من السجل السابق احتفظ بها أحد."
        case .backupControl:
            "النسخ الاحتياطي: الخطة، والنسخ الموجودة، ونسخة الآن."
        case .backupNow:
            "أنجز نسخة احتياطية الآن وانتظر حتى تكتب."
        case .backupList:
            "الخطة والنسخ، أحدثها أولا."
        case .backupPlan:
            "اقترح لمن وأين ومتى ينجز النسخ الاحتياطي؛ يوافق شخص ثان."
        case .optionBackupRecipient:
            "من يستطيع فتح النسخة، age1…؛ يعطى مرتين على الأقل."
        case .optionBackupFolder:
            "مجلد النسخ الاحتياطية على آلة الخادم."
        case .optionKeyFolder:
            "مجلد نسخة المفاتيح؛ وإلا فمجلد النسخ."
        case .optionEvery:
            "عدد الساعات بين نسختين، من 1 إلى 744."
        case .keys:
            "مفاتيح القاعدة، واستبدال مفتاح قديم بجديد."
        case .keysList:
            "المفاتيح الموجودة، وحالة كل منها، وآخر استبدال لكل منها."
        case .keysCensus:
            "عدد مفاتيح المعطيات التي يغلفها مفتاح كل صنف."
        case .keysRotate:
            "اقتراح مفتاح جديد لصنف من المعطيات أو لغيره؛ يوافق عليه شخص ثان."
        case .keysWatch:
            "تتبع الاستبدال حتى نهايته."
        case .keysPause:
            "إيقاف الاستبدال مؤقتا؛ تُقرأ الملفات وتُكتب كالمعتاد."
        case .keysResume:
            "استئناف استبدال متوقف."
        case .keysRollBack:
            "إعادة المفتاح القديم إلى العمل."
        case .keysCancel:
            "سحب استبدال لم يُستعمل مفتاحه بعد."
        case .keysRetire:
            "إزالة المفتاح القديم من حلقة المفاتيح نهائيا بعد موافقة شخص ثان."
        case .keysRenew:
            "اقتراح مفاتيح معطيات جديدة لملفات يُختم محتواها من جديد؛ يوافق عليها شخص ثان."
        case .keysRenewal:
            "أين وصل آخر أمر بمفاتيح معطيات جديدة؛ إيقافه (pause) أو استئنافه (resume) أو سحبه (cancel) أو تتبعه (watch)."
        case .argumentRenewedFiles:
            "معرفات الملفات بالأرقام الستة عشرية: من يعمل على الملف يخبر بمعرفه."
        case .optionRenewedClass:
            "صنف المعطيات الذي يُعطى مفاتيح جديدة؛ يمكن تكراره؛ وإلا فكل الأصناف."
        case .optionAllFiles:
            "كل الملفات الموجودة عند البدء."
        case .argumentRenewalStep:
            "ما يُطلب منه: pause أو resume أو cancel أو watch؛ وإلا فيُعرض."
        case .argumentKeyClass:
            "صنف المعطيات أو المفتاح: identity أو social أو health أو judicial أو spine أو protected أو index أو log."
        case .optionCompromised:
            "ربما عرف غيركم المفتاح القديم: لا يُحتفظ به طويلا."
        case .optionDryRun:
            "ذكر ما يجب عمله والمدة التقريبية، دون تغيير أي شيء."
        case .optionWatch:
            "البقاء والتتبع حتى النهاية."
        case .optionKeep:
            "عدد النسخ المحفوظة، من 1 إلى 60."
        case .custody:
            "المفتاح الذي يفتح به عضو في اللجنة، أو من أودع عنده، نصيبه."
        case .custodyMake:
            "إنشاء مفتاح حفظ في ملف مختوم، مثلا على مفتاح USB."
        case .custodyShow:
            "عرض المفتاح العلني لمفتاح حفظ وبصمته."
        case .committee:
            "اللجنة التي يفتح أعضاؤها القاعدة معا."
        case .committeeShow:
            "من في اللجنة، ومن أثبت مفتاحه، وما ينتظر."
        case .committeeRenew:
            "اقتراح اللجنة نفسها بمفتاح جذر جديد؛ يوافق عليها شخص ثان."
        case .committeePropose:
            "اقتراح لجنة؛ يوافق شخص ثان."
        case .committeeProve:
            "الإثبات بمفتاح الحفظ الخاص بك أن تغيير اللجنة ممكن."
        case .committeePassphrase:
            "الاحتفاظ بعبارة سر فك الختم مع اللجنة الجديدة."
        case .committeeCancel:
            "إيقاف تغيير اللجنة؛ لا يضيع شيء."
        case .committeeDrill:
            "إثبات أن مفتاح الحفظ ما زال يفتح نصيبك؛ لا يفتح شيء."
        case .optionCustodyKey:
            "ملف مفتاح الحفظ."
        case .optionUnsealKey:
            "ملف مفتاح حفظ: تقديم نصيبه بدل عبارة السر."
        case .optionNeeds:
            "عدد الأعضاء الذين يفتحون معا، 2 على الأقل."
        case .optionMemberKey:
            "الاسم=المفتاح لعضو؛ يكرر، 10 على الأكثر."
        case .optionEscrowKey:
            "الاسم=المفتاح لمفتاح مودع في مكان آخر؛ يكرر، 4 على الأكثر."
        case .optionEscrowMembers:
            "عدد الأعضاء اللازمين مع المفتاح المودع؛ 0 إن كان يفتح وحده."
        case .optionKeysCompared:
            "قورنت المفاتيح مع كل واحد من قبل."
        case .optionNote: "نقطة المراقبة التي وقع عليها شاهد وبها يكون الإثبات؛ بدونها الأخيرة."
        case .witnessControl: "شهود السجل: من هو معتمد منهم، وما وقعوا عليه."
        case .witnessAdd: "اقتراح اعتماد شاهد؛ يوافق شخص ثان."
        case .witnessList: "الشهود المعتمدون والمنتظرون."
        case .witnessRemove: "طلب عدم اعتماد شاهد بعد الآن؛ يوافق شخص ثان."
        case .witnessCosigned: "تقديم نقطة المراقبة التي وقع عليها شاهد."
        case .argumentWitnessKey: "المفتاح العلني للشاهد كما يعرضه madar witness show."
        case .argumentWitness: "اسم الشاهد، أو أول معرفه."
        case .argumentCosigned: "نقطة المراقبة التي أعادها الشاهد؛ - للإدخال."
        case .optionKeyCompared: "قورن المفتاح مع الشاهد من قبل."
        case .optionLeafTo: "إلى أي ورقة: يجمع ملف واحد إثباتات كل الأوراق ابتداء من --leaf."
        case .argumentSequenceTo: "إلى أي إجراء: يجمع ملف واحد إثباتات إجراءاتك بينها."
        case .optionPrintProcessing:
            "بطاقة المعالجة للجنة الوطنية لمراقبة حماية المعطيات"
        case .incident: "سجل حوادث الأمن"
        case .record: "ملفات من غير ملفات الأطفال: اللجنة والدورات والمخطط والدليل والأنشطة"
        case .recordOpen: "فتح ملف من هذه الأنواع"
        case .recordList: "عرض ملفات هذه الأنواع، أو نوع منها"
        case .recordGaps: "ما ينقص الإقليم: الخدمات ونقاط الارتكاز والأماكن"
        case .optionDiagnosisQuarter: "إضافة تشخيص فصل إلى المخطط، مثل 2026-3."
        case .optionAtVersion: "طباعته كما كان في تلك النسخة، مثل 2."
        case .optionDiagnosisYear: "إضافة تشخيص سنة إلى المخطط، مثل 2025."
        case .optionRecordIn: "لغتا الصفحة: fr أو ar أو both الواحدة بعد الأخرى."
        case .recordPrint: "طباعة ملف من هذه الأنواع: الدورة ومحضرها، المخطط وإجراءاته، النشاط"
        case .optionSector: "ما يخص هذا القطاع فقط، برمزه"
        case .argumentKind: "رمز النوع، مثل ACTIVITY أو SESSION"
        case .incidentList: "عرض السجل، الأحدث أولا"
        case .incidentReport: "تسجيل حادث"
        case .incidentAmend: "تسجيل ما عرف عن حادث فيما بعد، كالتصريح به"
        case .incidentPrint: "إعداد السجل صفحة توقع"
        case .argumentIncident: "الحادث، بأوائل حروف معرفه"
        case .optionIncidentAct: "القيم بصيغة JSON كما في الوقائع، من ملف أو - للإدخال المعياري"
        case .controller: "عرض أو تحديد المسؤول عن المعطيات كما تذكره الصفحات"
        case .optionControllerName: "اسم المسؤول عن المعالجة؛ فارغ إن لم يحدد"
        case .optionControllerAuthorisation: "رقم ترخيص اللجنة الوطنية؛ فارغ إن لم يحدد"
        case .optionControllerContact: "أين تمارس الحقوق؛ فارغ إن لم يحدد"
        case .orderReaders: "الأمر بكشف من استعمل ملفا"
        case .orderCaseload: "الأمر بإخراج كل ملفات عضو"
        case .orderExport: "إخراج الملفات، مختومة لمن يتسلمها"
        case .optionAgeRecipient: "من يستطيع فتح ما يكتب، بصيغة age1…؛ يمكن تكراره"
        case .orderReport: "عرض من استعمل ملفا بعد الموافقة"
        case .optionReportPage: "على شكل صفحة للطبع"
        case .optionReportFor: "internal، أو subject للشخص المعني: بلا أسماء ولا مؤسسات ولا أسباب"
        case .argumentOrder: "الأمر، بأوائل حروف معرفه"
        case .optionOrderRequest: "رقم عمل طلب الشخص المعني"
        case .optionOrderReason: "السبب دون أي اسم"
        case .optionOrderGround: "request أو retention أو court أو oversight"
        case .optionOrderActs: "هذه الإجراءات فقط من الصنف بأرقامها، مثل 4,7"
        case .optionOrderClass: "health أو judicial أو protected أو all للملف كله"
        case .orderRecord: "طبع المحضر المؤرخ للمحو"
        case .orderCarryOut: "تنفيذ أمر موافق عليه بعد انقضاء أجله"
        case .orderWithdraw: "إلغاء أمر لم ينفذ"
        case .orderApprove: "الموافقة على ما أمر به غيرك"
        case .orderErase: "الأمر بمحو أصناف من ملف، أو إجراءات من صنف"
        case .orderList: "عرض الأوامر"
        case .order: "ما يحتاج إلى شخصين: المحو وكشوف السجل والتصدير"
        case .proof:
            "إثبات أن للإجراء ورقة في السجل، بملف يتحقق منه أي شخص."
        case .verifyFile:
            "التحقق دون خادم من إثبات أو من نقطة مراقبة وقع عليها شاهد."
        case .witness:
            "التوقيع على نقاط مراقبة السجلات بصفة شاهد."
        case .witnessInit:
            "إنشاء مفتاح شاهد."
        case .witnessTrust:
            "تسجيل سجل إقليم لدى الشاهد."
        case .witnessSign:
            "التوقيع على نقطة مراقبة تتم السابقة."
        case .witnessShow:
            "عرض المفتاح العلني للشاهد."
        case .witnessRequest:
            "كتابة آخر نقطة مراقبة للشاهد."
        case .optionLeaf:
            "الورقة برتبتها، لمن يدقق."
        case .optionProofOutput:
            "الملف الجديد، بالصلاحيات 0600."
        case .optionDescriptor:
            "ملف بطاقة الإقليم التي قورنت بصمتها."
        case .optionWitness:
            "المفتاح العلني لشاهد يجب أن يكون قد وقع؛ يكرر."
        case .optionWitnessName:
            "اسم الشاهد، مثلا comite.sale."
        case .optionLogKeysOutput:
            "إنشاء هذا الملف أيضا، بالتصريحات التي تقود إلى أحدث مفتاح للسجل."
        case .optionLogKeys:
            "تصريحات السجل بشأن مفاتيحه، كما أرسلها الإقليم."
        case .optionAfter:
            "عدد الأوراق التي وقع عليها الشاهد آخر مرة؛ 0 إن لم يوقع."
        case .argumentProof:
            "ملف الإثبات أو نقطة المراقبة؛ - للإدخال."
        case .argumentCheckpoint:
            "نقطة المراقبة التي أرسلها الإقليم؛ - للإدخال."
        case .argumentReceipt:
            "الوصل الذي ورد؛ - للإدخال."
        case .argumentBundle:
            "الملف المختوم الذي ورد؛ - للإدخال."
        case .optionTransferReason:
            "سبب الرفض؛ لا يقرؤه إلا خادم المرسل."
        case .optionReceipt:
            "أين يكتب الوصل؛ بدونه بجانب الملف."
        case .transferReceipt:
            "تقديم وصل الإقليم الآخر."
        case .transferRefuse:
            "رفض ما ورد مع السبب، وكتابة الوصل."
        case .transferReceive:
            "فتح ملف هنا بما ورد، وكتابة الوصل."
        case .transferSend:
            "كتابة الملف المختوم للإقليم الذي يسميه إجراء الإحالة."
        case .transfer:
            "إحالة ملف إلى إقليم آخر أو تسلمه، بملف مختوم ووصل."
        case .argumentProvince:
            "رمز الإقليم، مثلا 04.421."
        case .argumentDescriptor:
            "ملف البطاقة أو قائمة البطاقات؛ - للإدخال."
        case .optionYesForget:
            "لا تسأل قبل النسيان."
        case .optionCompared:
            "قورنت البصمة من قبل؛ لا تسأل."
        case .optionProvinceCode:
            "رمز الإقليم المطلوب في ملف فيه عدة أقاليم."
        case .optionAddress:
            "العنوان المكتوب في البطاقة، مثلا 192.0.2.1:7620."
        case .provinceForget:
            "سحب الاعتماد من إقليم، فورا."
        case .provinceList:
            "الأقاليم المعتمدة وما ينتظر."
        case .provinceTrust:
            "اقتراح اعتماد إقليم؛ يوافق عليه شخص ثان."
        case .provinceExport:
            "كتابة البطاقة الموقعة لإرسالها."
        case .provinceShow:
            "عرض بطاقة هذا الإقليم وبصمتها."
        case .province:
            "بطاقة هذا الإقليم والأقاليم المعتمدة."
        case .print: "إعداد ورقة للطباعة: ملف أو إجراء أو إحالة أو استمارة فارغة."
        case .optionPrintForm: "رمز استمارة: آخر إجراء ملأها."
        case .optionPrintAct: "رقم إجراء في الملف."
        case .optionPrintReferral: "إحالة، بالحروف الأولى من معرفها."
        case .optionPrintFor:
            "لمن تسلم: internal للعمل، أو justice للقضاء، أو service لمصلحة، أو school لمدرسة، أو employer "
                + "لمشغل، أو subject للشخص المعني."
        case .optionPrintWhole: "كل ما في الملف مما يحق لك الاطلاع عليه، إجراء بعد إجراء."
        case .optionPrintMask: "حجب قيمة باليد: رمز حقل، أو FIELD:ACT؛ ويكرر لكل قيمة."
        case .optionPrintOf:
            "مع --for subject: الشخص من محيط الطفل الذي تسلم له الورقة، بالحروف الأولى من معرفه؛ "
                + "ولا يحجب ما يخصه."
        case .optionPrintReason: "سبب الطباعة؛ يكتب على الورقة وفي السجل. لا تذكر فيه اسما."
        case .optionBlank: "رمز استمارة تملأ باليد."
        case .argumentPrintFile: "رقم الملف أو معرفه؛ وبدونه استمارة فارغة."
        case .handOver:
            "تسليم كل الملفات إلى زميل، وعليه أن يقبل."
        case .handOverGive:
            "عرض الملفات؛ لا ينتقل شيء قبل القبول."
        case .handOverList:
            "ما عرض علي وما عرضته وما عرض في مصلحتي."
        case .handOverAccept:
            "أخذ الملفات: تصير مسؤولا عنها."
        case .handOverDecline:
            "الرفض: تبقى الملفات حيث هي."
        case .handOverWithdraw:
            "سحب عرض."
        case .optionHandTo:
            "الزميل: معرفه (يقرؤه ب: madar whoami) أو اسمه."
        case .optionHandFrom:
            "ملفات من، للمنسق؛ وإلا فملفاتي."
        case .optionHandReason:
            "السبب في كلمات، دون ذكر أي طفل."
        case .argumentHandOver:
            "معرف العرض أو بدايته."
        case .breakGlass:
            "فتح ملف خارج صلاحياتي في حالة استعجال، ومراجعة هذه الولوجات."
        case .breakGlassOpen:
            "فتح ملف خارج صلاحياتي لسبب ولمدة أربع ساعات."
        case .breakGlassList:
            "الولوجات الاستعجالية: التي لم تراجع أولا."
        case .breakGlassApprove:
            "الموافقة على أن يفتح الولوج أكثر من الهوية."
        case .breakGlassReview:
            "تسجيل نتيجة مراجعة ولوج داخل 24 ساعة."
        case .optionGlassReason:
            "سبب فتح الملف؛ يبقى في الملف وفي السجل."
        case .optionLifeDanger:
            "حياة الطفل في خطر الآن: يفتح فورا."
        case .optionJustified:
            "هل كان الولوج مبررا أم لا؟"
        case .optionGlassNote:
            "ما تبين لك."
        case .argumentAccess:
            "معرف الولوج أو بدايته."
        case .optionYesSecrecy:
            "القبول دون سؤال: لقد قرأته."
        case .secrecy:
            "السر المهني: قراءته وقبوله مرة في السنة."
        case .optionForget:
            "نسيان صاحب هذا المعرف بعد التأكد هل نفذ."
        case .optionOnlyList:
            "عرضها فقط."
        case .unanswered:
            "الأوامر التي لم يصل جوابها: طلبه من جديد."
        case .optionAbsenceEnd: "عدت: سحب الغياب."
        case .optionDeputy: "معرف الزميل النائب (عنده: madar whoami)."
        case .optionAwayUntil: "آخر يوم غياب، مثلا 2026-08-21."
        case .optionAwayFrom: "أول يوم غياب، مثلا 2026-08-01؛ وبدونه الآن."
        case .absence: "الإعلام بغيابي ومن ينوب عني."
        case .optionRoleUntil: "آخر يوم، مثلا 2026-05-27؛ وبدونه بلا نهاية."
        case .optionRoleFrom: "أول يوم، مثلا 2026-05-27؛ وبدونه الآن."
        case .optionOrganisationName: "اسم الهيئة أو معرفها؛ وبدونه هيئة العضو."
        case .argumentProposal: "معرف ما ينتظر أو بدايته."
        case .argumentMember: "اسم العضو أو بداية معرفه."
        case .memberWithdraw: "سحب ما ينتظر الموافقة."
        case .memberRevoke: "إلغاء عضو نهائيا مع كل أجهزته بعد سؤال."
        case .memberResume: "اقتراح استئناف عضو موقوف."
        case .memberSuspend: "إيقاف عضو: تقطع كل أجهزته حالا."
        case .memberEnd: "إنهاء دور عضو الآن."
        case .memberGrant: "اقتراح دور لعضو؛ يوافق عليه شخص ثان."
        case .member: "إسناد دور أو إنهاؤه، إيقاف عضو أو استئنافه أو إلغاؤه."
        case .members: "الأعضاء وأدوارهم وما ينتظر الموافقة."
        case .optionOneRole: "رمز دور واحد."
        case .authorityShow: "عرض سطور كل الأدوار أو دور واحد."
        case .authority: "مصفوفة الولوج: من يحق له ماذا."
        case .optionYesSettle: "رفع الإنذار دون سؤال."
        case .deviceSettle: "رفع إنذار جهاز حاول مفتاح آخر استعمال دعوته؛ يسأل أولا."
        case .optionNew: "إعلان الجديد منذ آخر مرة ثم الانتهاء."
        case .argumentSequence: "رقم الإجراء في الملف."
        case .optionOut:
            "كتابته في هذا الملف؛ وبدونه في مجلدك المؤقت إلى أن تقفل الجلسة؛ و - للإخراج."
        case .optionRow: "سطر الخانة، ابتداء من 1."
        case .optionField: "رمز الخانة، إذا كان في الإجراء أكثر من واحدة."
        case .watch: "إعلان ما يفعله الآخرون في ملفاتي، وما يحل أجله."
        case .attachment: "جلب صورة أو وثيقة من إجراء."
        case .device: "إيقاف جهاز أو استئنافه أو إلغاؤه أو تجديد مفتاحه."
        case .deviceSuspend: "إيقاف جهاز مؤقتا: يقطع حالا ويمكن استئنافه."
        case .deviceResume: "استئناف جهاز موقوف."
        case .deviceRevoke: "إلغاء جهاز نهائيا بعد سؤال."
        case .deviceRenew: "طلب تجديد مفتاح جهاز؛ لا يقطع."
        case .transport: "تبديل مفتاح الخادم خطوة خطوة."
        case .transportStatus: "مفاتيح الخادم، ومن لا يعرفها، والخطوة التالية."
        case .transportPrepare: "إنشاء المفتاح التالي؛ يبقى الحالي ويبلغ الاثنان للأجهزة."
        case .transportSwitch: "يصير المفتاح التالي هو الحالي؛ يقبل الاثنان."
        case .transportDrop: "نسيان المفتاح غير الحالي؛ من لا يعرف غيره يسجل من جديد."
        case .argumentDevice: "معرف الجهاز أو بدايته."
        case .optionYesRevoke: "الإلغاء دون كتابة التأكيد."
        case .optionYesTransport: "دون سؤال، وإن وجدت أجهزة لا تعرف المفتاح الجديد."
        case .outbox: "ما ينتظر على هذا الجهاز: لم يرسل، مرفوض، مجهول."
        case .outboxList: "عرض ما ينتظر."
        case .outboxShow: "عرض قيد مع سبب الرفض."
        case .outboxDrop: "حذف قيد نهائيا بعد سؤال."
        case .drafts: "ما أجيب عنه ولم يرسل: المسودات."
        case .draftsList: "لائحة المسودات."
        case .draftsResume: "متابعة مسودة من حيث توقفت."
        case .draftsForget: "حذف مسودة، بعد سؤال."
        case .argumentDraft: "رقم المسودة."
        case .actTemplate: "استمارة نصية للملء في محرر."
        case .argumentEntry: "رقم القيد."
        case .argumentForm: "رمز الاستمارة."
        case .optionTemplate: "كاستمارة لإعادة الإدخال."
        case .optionYesDrop: "الحذف دون سؤال: يضيع ما أدخل."
        case .optionFromTemplate: "استمارة مملوءة من ملف، أو - للإدخال المعياري."
        case .overview: "نبذة"
        case .usage: "الاستعمال"
        case .headingArguments: "الوسائط"
        case .headingOptions: "الخيارات"
        case .headingSubcommands: "الأوامر الفرعية"
        case .showHelp: "عرض المساعدة."
        case .showVersion: "عرض الإصدار."
        case .moreHelp: "تفاصيل أمر"
        case .byDefault: "الافتراضي"
        case .madar: "متابعة الأطفال داخل مدار الحماية."
        case .enrol: "تسجيل هذا الجهاز بدعوة تسلمتها."
        case .unlock: "فتح الجلسة بعبارة السر."
        case .lock: "قفل الجلسة ومحو المفاتيح من الذاكرة."
        case .whoami: "من أنت بالنسبة للخادم، وصفاتك."
        case .status: "حالة الجلسة والخادم."
        case .find: "البحث عن ملف بالاسم أو بالرقم."
        case .open: "فتح ملف طفل، بعد البحث عنه."
        case .act: "إضافة الإجراءات ولوائح الاستمارات."
        case .actAdd: "إضافة إجراء إلى ملف، حقلا بعد حقل."
        case .actListForms: "الاستمارات والمراحل التي يعرفها المدار."
        case .show: "ما يوجد في ملف حسب ما يمكنك قراءته."
        case .history: "إجراءات ملف بترتيبها."
        case .mine: "الملفات المسندة إليك."
        case .duplicates: "الملفات التي قد تكون لطفل واحد."
        case .duplicatesList: "عرضها اثنين اثنين، والأرجح أولا."
        case .duplicatesDistinct: "تسجيل أن الملفين لطفلين مختلفين."
        case .duplicatesAgain: "التراجع عن ذلك ليعاد النظر في الملفين."
        case .duplicatesJoin: "ضم ملف إلى الآخر الذي يستمر."
        case .optionSettled: "الملفات التي سجل أحد أنها لطفلين."
        case .argumentPairFile: "رقم أحد الملفين."
        case .argumentPairOther: "رقم الملف الآخر."
        case .optionPairReason: "السبب، بكلمات قليلة."
        case .argumentEndingFile: "رقم الملف الذي ينتهي."
        case .argumentStayingFile: "رقم الملف الذي يستمر."
        case .files: "الملفات التي تصل إليها، حسب ما فيها."
        case .optionUnit: "ملفات مؤسستك فقط."
        case .optionRisk: "مستوى الخطر هذا فقط."
        case .optionCommuneStart: "هذه الجماعة فقط، أو ما يبدأ رمزه هكذا."
        case .optionReferent: "الملفات المسندة إلى هذا العضو، حسب معرفه."
        case .optionUnassigned: "الملفات غير المسندة إلى أحد."
        case .optionOverdue: "الملفات التي تأخر فيها شيء."
        case .optionUrgentOnly: "ملفات الأطفال المحتاجين إلى نجدة حالا."
        case .optionQuietDays: "الملفات التي لم يكتب فيها شيء منذ هذا العدد من الأيام."
        case .optionHeldBy: "الملفات التي تتكفل بها هذه المؤسسة، حسب معرفها."
        case .optionCategory: "أطفال هذه الفئة المستهدفة أو فئة متفرعة عنها."
        case .optionOpenedFrom: "الملفات المفتوحة في هذا اليوم أو بعده."
        case .optionOpenedUntil: "الملفات المفتوحة في هذا اليوم أو قبله."
        case .optionWrittenFrom: "الملفات التي وقع آخر ما دون فيها في هذا اليوم أو بعده."
        case .optionWrittenUntil: "الملفات التي وقع آخر ما دون فيها في هذا اليوم أو قبله."
        case .optionDueFrom: "الملفات التي يحل أجلها المقبل في هذا اليوم أو بعده."
        case .optionDueUntil: "الملفات التي يحل أجلها المقبل في هذا اليوم أو قبله."
        case .optionSort:
            "الترتيب: الأطول انتظارا في مرحلته أولا، أو حسب الاسم العائلي للطفل، أو الأحدث كتابة أولا، أو الأقرب أجلا أولا، أو الأحدث فتحا أولا."
        case .argumentSavedSearch: "اسم بحث محفوظ."
        case .optionForgetSearch: "نسيان البحث المحفوظ بهذا الاسم."
        case .optionSavedSearch: "لائحة بحث محفوظ، أو عمليات البحث المحفوظة إن لم يذكر اسم."
        case .optionSaveSearch: "حفظ هذه المرشحات في الخادم بهذا الاسم؛ لا تكتب فيه اسم طفل."
        case .due: "ما حان أجله أو اقترب."
        case .day: "ما ينتظرك اليوم: الخطر والتكييف والمصادقات والجلسات والمتأخر والقادم."
        case .team: "ما بيد الأعضاء الذين تتابع عملهم، وما ينتظر المصادقة."
        case .optionDayLimit: "عدد الملفات المعروضة من كل باب، من 1 إلى 8."
        case .menuCommand: "قائمة تبقى مفتوحة."
        case .madarctl: "تسيير خادم الإقليم وأجهزته."
        case .invite: "دعوة عضو جديد."
        case .approve: "الموافقة على دعوة شخص آخر وتوقيعها."
        case .approveDowngrade: "الموافقة على خفض مستوى الخطر الذي كتبه شخص آخر في ملف، وتوقيعها."
        case .devices: "الأجهزة وأصحابها."
        case .invitations: "الدعوات وحالتها."
        case .metricsControl: "قياسات الخادم كما يقرؤها Prometheus."
        case .statusControl: "حالة الخادم في شاشة واحدة."
        case .seal: "ختم الخادم: لا يقرأ شيء بعد ذلك."
        case .unseal: "فك ختم الخادم بعبارة السر."
        case .optionLang: "لغة الواجهة: ar أو fr أو en."
        case .optionJSON: "مستند JSON واحد بمفاتيح ثابتة، والأخطاء كذلك."
        case .optionPlain: "نص تفصله علامات الجدولة، دون ألوان."
        case .optionNoColor: "دون ألوان."
        case .optionNoInput: "لا تطرح أي سؤال."
        case .optionProfile: "الحساب المحلي، واحد لكل عضو."
        case .optionDigits: "الأرقام المعروضة: ascii أو arab."
        case .optionPassphraseFile: "ملف عبارة السر، أو - للإدخال المعياري."
        case .optionInvitationFile: "ملف الدعوة، أو - للإدخال المعياري."
        case .optionDeviceLabel: "اسم هذا الجهاز."
        case .optionFileNumber: "رقم الملف."
        case .optionStdin: "قراءة نص البحث من الإدخال المعياري."
        case .optionBorn: "السن أو سنة الميلاد: 9 أو 2016 أو 2014-2016."
        case .optionSex: "رمز الجنس."
        case .optionCommune: "رمز الجماعة التي يوجد فيها الطفل."
        case .optionLimit: "العدد الأقصى للنتائج."
        case .optionForm: "رمز الاستمارة."
        case .optionTo: "رمز المرحلة التالية."
        case .optionMatter: "المسألة المعنية من الملف، بأول حروف معرفها (انظر madar show)."
        case .optionAct: "إجراء بصيغة JSON من ملف، أو - للإدخال المعياري."
        case .refer: "إحالة طفل على مصلحة مع أقل المعطيات اللازمة."
        case .optionTell: "رمز حقل تخبر به المصلحة؛ مرة لكل حقل."
        case .referrals: "ما أحيل على مصلحتكم وحالته."
        case .places:
            "مؤسسات إيواء الأطفال: صنفها وتخصصها وطاقتها والأماكن الشاغرة بها."
        case .urgent:
            "طفل في خطر الآن: إخطار وتدبير استعجالي وإشعار للنيابة العامة في إرسال واحد."
        case .optionFacts: "ما الذي يقع، في جملة؛ دون اسم الفاعل."
        case .optionMeasure: "رمز التدبير الاستعجالي من لائحة استمارته."
        case .optionRecipient: "النيابة العامة المعنية."
        case .optionYesUrgent: "الإرسال دون سؤال آخر."
        case .optionMotive: "سبب الاطلاع على الحقول المحمية؛ يدون في السجل. لا تذكر فيه اسما."
        case .optionFrom: "ابتداء من هذه الرتبة."
        case .optionStage: "هذه المرحلة فقط."
        case .optionSearched: "افتح الملف دون بحث تفاعلي: بحثت من قبل."
        case .optionName: "اسم العضو من ملف، أو - للإدخال المعياري."
        case .optionRole: "رمز الصفة."
        case .optionOrganisation: "معرف المؤسسة."
        case .optionNewOrganisation: "اسم مؤسسة جديدة."
        case .optionOutput: "ملف الدعوة الجديد، بالصلاحيات 0600."
        case .optionYesSeal: "أختم دون سؤال: أعلم أن الجميع سينقطع عملهم."
        case .optionYesApprove: "وافق دون كتابة الكلمة: قرأت ما أوقعه."
        case .argumentFile: "رقم الملف كما يقال في الهاتف، أو معرفه."
        case .argumentInvitation: "معرف الدعوة؛ يعرض للاختيار إن لم يذكر."
        case .examples: "أمثلة:"
        case .exitCodes: "رموز الخروج:"
        case .jsonShape: "شكل الإجراء بصيغة JSON (المجهول مرفوض):"
        case .madarImport:
            "أخذ سجل أو جدول إلى الملفات."
        case .importRun:
            "إظهار ما سيصير إليه الجدول، وكتابته مع --do."
        case .importTemplate:
            "جدول مطابقة للبدء به وتعديله."
        case .national:
            "أرقام وطنية من كشوف الأقاليم."
        case .nationalMerge:
            "التحقق من كشوف فترة موقعة وجمعها: صفحة وورقة وملف للبرامج."
        case .nationalDefinition:
            "كتابة تعريف المسار في ملف، لتسميات الأرقام الوطنية."
        case .optionProvinces:
            "بطاقات الأقاليم المطلوبة: ملف أو مجلد ملفات."
        case .optionDeadline:
            "ما نشر بعد هذا اليوم بتوقيت UTC أو من هذه اللحظة متأخر: 2026-10-31."
        case .optionDefinitionFile:
            "التعريف كما يكتبه madar national definition؛ وبدونه تقوم الرموز مقام التسميات."
        case .optionDefinitionVersion:
            "نسخة التعريف المعتمدة؛ وبدونها نسخة الملف، وإلا فالأكثر استعمالا."
        case .optionNationalOut:
            "اسم الملفات الجديدة قبل .html و.csv و.json."
        case .argumentReturns:
            "كشوف أقاليم أو مجلدات منها."
        case .argumentSheet:
            "الجدول بصيغة CSV وترميز UTF-8."
        case .optionMapping:
            "جدول المطابقة."
        case .optionDo:
            "فتح الملفات؛ بدونه لا يكتب شيء."
        case .optionReport:
            "ملف جديد للتقرير بصيغة CSV، لا يحمل أي قيمة من الأسطر."
        case .optionDelimiter:
            "ما يفصل بين الخانات: comma أو semicolon أو tab؛ بدونه ما يبينه السطر الأول."
        case .optionRows:
            "هذه الأسطر وحدها، مثل 4,17-20."
        case .optionTakeSimilar:
            "فتح هذه الأسطر رغم أنها تشبه سطرا أو ملفا آخر: تحقق منها شخص."
        case .send: "إرسال ما ينتظر على هذا الجهاز."
        }
    }
}
