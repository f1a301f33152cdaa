extension Notice {
    var arabic: String {
        switch self {
        case .preparing(let what, let percent):
            "تحضير \(isolated(what)): \(isolated(percent)) %"
        case .preparedAnew:
            "صار التقريب بمفتاح آخر: ألغي ما حضر من قبل، ويحضر كل شيء من جديد."
        case .prepareAgain:
            "اطلب ذلك من جديد بالأمر نفسه: خلال ساعة يواصل الخادم من حيث توقف."
        case .publicationPrepared:
            "لم يقترح شيء بعد. اقترحه خلال ساعة: madar publish propose"
        case .publicationProposed(let id, let day):
            "اقترح برقم \(isolated(id)). يوافق شخص آخر قبل \(isolated(day)): madar publish approve \(id)"
        case .publicationPublished(let id):
            "نشر \(isolated(id))، ويبقى منشورا."
        case .publicationNotShown(let id):
            "انقطع الاتصال بعد ذلك: لا ينقص إلا العرض. لعرضه: madar publish show \(isolated(id))"
        case .publicationWithdrawn(let id):
            "لم يعد \(isolated(id)) ينتظر؛ ولم ينشر شيء."
        case .noPublications:
            "لا شيء منشور، ولا شيء ينتظر."
        case .publicationWritten(let path, let size):
            "كتب في \(isolated(path)) (\(isolated(size))). أعداد مقربة لا يعرف بها طفل."
        case .returnWritten(let path, let size):
            "كتب في \(isolated(path)) (\(isolated(size)))، موقعا من الخادم. أرسله إلى الوزارة: ليس فيه إلا ما نشر."
        case .counting(let what, let percent):
            "جار حساب \(isolated(what)): \(percent) %"
        case .reportWritten(let path, let size):
            "كتب في \(isolated(path)) (\(isolated(size))). يقرؤه كل من حصل عليه: احفظه حيث لا يصل إليه إلا من أعد له."
        case .returnNotAdded(let file, let reason):
            "\(isolated(file)): \(isolated(reason))"
        case .provinceNotAdded(let name, let reason):
            "\(isolated(name)): \(isolated(reason))"
        case .provinceRenewed(let code):
            "في القائمة بطاقات للإقليم \(isolated(code)) بمفاتيح مختلفة؛ تعتمد أحدثها. قارن بصمتها."
        case .definitionWritten(let path, let version):
            "كتب التعريف، النسخة \(isolated(version))، في \(isolated(path))."
        case .nationalWritten(let path, let size):
            "كتب في \(isolated(path)) (\(isolated(size)))."
        case .figuresTrue:
            "أرقام فعلية فيها أعداد صغيرة: للمركز وحده، ولا تسلم لغيره."
        case .diagnosisByPeriod:
            "مع --year أو --quarter يضاف إلى الصفحة التشخيص بالأرقام وما ينقص الإقليم."
        case .reportOfPublished(let count):
            "أنجز مما نشر عن هذه الفترة، وعدد المنشورات \(count)."
        case .figuresSmallHidden:
            "المحجوب عدد صغير من الأطفال، أو ما يكشف عددا صغيرا. قد يكشف جدولان معا ما لا يكشفه كل منهما: لا تسلمهما لغير من أعدا له."
        case .credentialNotRenewed:
            "تعذرت كتابة ملف الاعتماد حيث تحدده الإعدادات: السابق يفتح كالمعتاد. تحقق من الملف ومن مجلده، ثم اقترح من جديد."
        case .slotPlanned(let id):
            "اقتُرح. يوافق شخص ثان: madarctl approve \(isolated(id))"
        case .passphraseSet:
            "عبارة السر الجديدة تفتح؛ ولم تعد السابقة تفتح."
        case .passphraseApproved:
            "تمت الموافقة. يدخلها أحدكما الآن: madarctl slots passphrase"
        case .credentialRenewed:
            "تمت الموافقة. ينشئه الخادم فورا حيث تحدده الإعدادات: لا يبقى شيء منتظر في madarctl slots list. احتفظ بنسخة منه كالسابق."
        case .slotPlanCancelled:
            "سُحب."
        case .noteSaved(let path):
            "كُتب في \(isolated(path)). أعطه لمشغل النظام: madarctl restored --sign --note FILE"
        case .restorationUnsigned:
            "استُرجع المخزن من نسخة احتياطية، ولم يوقع ذلك شخصان بعد. كل جهاز رأى ما ضاع يرفض المخزن إلى أن يوقع المشغل وشخص آخر: madarctl restored --sign"
        case .neverRestored:
            "لم يُسترجع المخزن من نسخة احتياطية قط."
        case .restorationKnown:
            "لم ير هذا الجهاز أكثر مما استُرجع: يعمل كالمعتاد."
        case .restorationAccepted:
            "قُبل. ضاع ما كُتب بعد النسخة: راجع آخر ملفاتك وأعد إدخاله."
        case .restorationWaits:
            "وُقّع. يوقع الآن شخص ثان: madarctl restored --sign"
        case .restorationSigned:
            "وقّعه الاثنان. يقبله الآن كل جهاز: madar restored"
        case .backupMade(let path):
            "كتبت النسخة الاحتياطية: \(isolated(path))"
        case .backupStep(let step, let done, let total):
            "\(step): \(isolated(done)) من \(isolated(total))"
        case .noBackups:
            "لا توجد نسخة احتياطية بعد."
        case .noBackupPlan:
            "لا توجد خطة معتمدة للنسخ الاحتياطي: لا شيء ينسخ."
        case .backupPlanWaits(let id):
            "خطة للنسخ الاحتياطي تنتظر شخصا ثانيا: madarctl approve \(isolated(id))"
        case .backupPlanApproved:
            "أصبحت خطة النسخ الاحتياطي سارية؛ الموافقة موقعة."
        case .backupFailedAt(let time, let reason):
            "فشل آخر نسخ احتياطي (\(isolated(time))): \(reason)"
        case .rotationPlanned(let id):
            "ينتظر استبدال موافقة شخص ثان: madarctl approve \(id)"
        case .rotationApproved:
            "يبدأ الاستبدال من تلقاء نفسه؛ الموافقة موقعة."
        case .retirementApproved:
            "يزول المفتاح القديم من تلقاء نفسه؛ الموافقة موقعة."
        case .rotationStep(let done, let total, let rate, let left):
            "\(done) من \(total)، \(rate) في الثانية، بقي نحو \(left)"
        case .rotationEstimate(let count, let time, let rate):
            "عدد مفاتيح المعطيات التي يعاد تغليفها: \(count)، والمدة المقدرة: \(time)، والملفات تُقرأ وتُكتب. لم يُقس شيء هنا بعد، فالتقدير بافتراض \(rate) في الثانية. لم يتغير شيء."
        case .rotationEstimateMeasured(let count, let time, let rate):
            "عدد مفاتيح المعطيات التي يعاد تغليفها: \(count)، والمدة المقدرة: \(time)، والملفات تُقرأ وتُكتب، بقياس آخر استبدال أُنجز هنا: \(rate) في الثانية مع توقفاته. لم يتغير شيء."
        case .rotationDistrusted(let names):
            "كتب شخص آخر في استبدال: \(names). لن يستمر. اتصل بالمنسق."
        case .indexEstimate(let count, let tokens, let time):
            "عدد الملفات التي ستُراجع: \(count)، منها ما سيُفهرس من جديد: \(tokens)، والمدة المقدرة: \(time) بقياس أُجري هنا على بعضها، والملفات تُقرأ وتُكتب. لم يتغير شيء."
        case .rotationsHalted(let count):
            "استبدالات مفاتيح توقفت من تلقاء نفسها: \(count). لمعرفة السبب وما يجب فعله: madarctl keys list"
        case .indexKeyWaits(let count):
            "ملفات تعذرت قراءتها: \(count). تبقى على مفتاح الفهرس السابق، ولذلك لا يزول. أصلحها من نسخة احتياطية، أو تابع بدونها: madarctl keys resume index. وما يبقى متعذر القراءة لا يُعثر عليه بعد ذلك برسمه في الحالة المدنية."
        case .epochOwedAlone(let count):
            "مفاتيح زالت من الحلقة منذ إنشاء مفتاح الجذر: \(count). من احتفظ بحلقة قديمة وبما يفتحها فهي عنده بعد. أنشئ لجنة: madarctl committee propose"
        case .epochOwed(let count):
            "مفاتيح زالت من الحلقة منذ آخر تغيير لمفتاح الجذر: \(count). من احتفظ بحلقة قديمة وبما يفتحها فهي عنده بعد. جدد اللجنة: madarctl committee renew"
        case .renewalPlanned(let id):
            "تنتظر مفاتيح معطيات جديدة موافقة شخص ثان: madarctl approve \(id)"
        case .renewalApproved:
            "تتلقى الملفات مفاتيحها الجديدة من تلقاء نفسها؛ الموافقة موقعة."
        case .renewalDistrusted:
            "كتب شخص آخر في أمر مفاتيح المعطيات الجديدة. لن يستمر. اتصل بالمنسق."
        case .renewalOwed(let names):
            "من عرف المفتاح القديم قد يعرف مفاتيح معطيات في: \(names). أعط كل الملفات مفاتيح جديدة: madarctl keys renew --all-files"
        case .renewalSkips:
            "الاستمرار يترك هذا الملف على مفاتيحه السابقة. انظر أولا ما الذي تلف: madarctl verify"
        case .noRotations:
            "لم يُستبدل أي مفتاح بعد."
        case .drillAlarm:
            "لم تسترجع تجربةٌ نسخة احتياطية: أنشئ غيرها وجربها فورا."
        case .backupAlarm:
            "النسخ الاحتياطي ليس كما ينبغي: madarctl backup list"
        case .compareRecipients:
            "اقرأ لكل مستلم مفتاحه: من يملك مفتاحا آخر يستطيع فتح النسخ."
        case .custodyKeyMade(let path):
            "أنشئ المفتاح في \(isolated(path)). أعط المفتاح العلني لمشغل النظام واقرأ له البصمة بصوتك. بدون عبارة السر لا يفتح الملف شيئا، وبدون الملف لا يعوضه أحد: احفظه بعيدا عن الخادم."
        case .outOf(let count, let total):
            "\(isolated(count)) من \(isolated(total))"
        case .noCommitteeYet:
            "لم تؤسس أي لجنة: لا تفتح القاعدة إلا بما يذكره status."
        case .committeeWaits:
            "تغيير في اللجنة ينتظر شخصا ثانيا: madarctl approve"
        case .committeeProves:
            "لجنة جديدة تنتظر الإثباتات: madarctl committee prove"
        case .compareCustodyKeys:
            "اتصل بكل شخص على رقم تعرفه من قبل، وليقرأ لك كل واحد بصمة مفتاحه. إن اختلف رقم واحد فتوقف."
        case .committeeProposed(let id):
            "تم الاقتراح. يوافق عليه شخص ثان: madarctl approve \(isolated(id))"
        case .committeeApproved:
            "تمت الموافقة. لم يتغير شيء بعد: يثبت أولا عدد كاف من الأعضاء وكل مفتاح مودع، وأعضاء من اللجنة السابقة إن وجدت: madarctl committee prove"
        case .committeeCancelled:
            "تم الإيقاف. ما كان يفتح القاعدة ما زال يفتحها."
        case .custodyProved(let name):
            "أثبت \(isolated(name)) مفتاحه. ما زال آخرون منتظرين: madarctl committee show"
        case .committeeChanged:
            "اللجنة الجديدة سارية بمفتاح جذر جديد. لم تعد اللجنة السابقة تفتح شيئا. ما يفتح القاعدة الآن: madarctl status"
        case .drillNoted(let name):
            "يستطيع \(isolated(name)) فتح القاعدة مع الآخرين؛ سجل التاريخ."
        case .passphraseTaken:
            "تبقى عبارة السر مع اللجنة الجديدة."
        case .contributionTaken(let name, let count, let until):
            "قدم \(isolated(name)) نصيبه؛ الأنصبة إلى الآن: \(isolated(count)). تحفظ إلى \(isolated(until))، ثم يبدأ الكل من جديد."
        case .credentialDroppedAlarm:
            "إنذار: لم يبق فك الختم التلقائي مع اللجنة الجديدة. بعد إعادة التشغيل تبقى القاعدة مختومة إلى أن تفتحها اللجنة."
        case .passphraseDroppedAlarm:
            "إنذار: لم تبق عبارة سر فك الختم مع اللجنة الجديدة، ولم تعد تفتح شيئا."
        case .committeeStaleAlarm(let count):
            "إنذار: عدد الأعضاء الذين أثبتوا خلال سنة قدرتهم على فتح القاعدة \(isolated(count)) فقط، وهو أقل من اللازم: madarctl committee drill"
        case .witnessApproved(let name): "صار الشاهد \(isolated(name)) معتمدا؛ وقعت الموافقة."
        case .witnessRemoved(let name): "لم يعد الشاهد \(isolated(name)) معتمدا."
        case .noWitnesses: "لا شاهد معتمد ولا منتظر."
        case .compareWitnessKey:
            "اتصل بالشاهد على رقم تعرفه من قبل، لا على رقم جاء مع المفتاح. يقرأ كل طرف المفتاح للآخر. إن اختلف حرف واحد فلا تعتمد شيئا."
        case .cosignatureKept(let names, let size):
            "حفظ: رأى \(isolated(names)) السجل إلى \(isolated(size)) ورقة."
        case .cosignatureOlder: "ليس هذا أحدث مما هو محفوظ؛ لم يتغير شيء."
        case .noWitnessSawLog: "لم يكن أي شاهد قد رأى السجل، ومحضر الأمر يذكر ذلك."
        case .proofsWritten(let count, let path):
            "كتبت \(isolated(count)) من الإثباتات في \(isolated(path)). يتحقق منها أي شخص دون الخادم: madar verify"
        case .proofsHold(let count): "الإثباتات صحيحة كلها: \(isolated(count))."
        case .proofFails(let number, let leaf, let reason):
            "الإثبات \(isolated(number))، الورقة \(isolated(leaf)): \(reason)"
        case .noIncidents: "لا حادث مسجل."
        case .incidentReported(let id):
            "سجل الحادث: \(isolated(id))."
        case .incidentAmended(let id, let version):
            "سجل: \(isolated(id))، الصيغة \(isolated(version)). ما قيل من قبل باق في السجل."
        case .incidentToDeclare(let id):
            "يجب التصريح به فورا للسلطة الوطنية (القانون 05.20، المادة 8). بعد ذلك: madar incident amend \(isolated(id))"
        case .incidentsDueAlarm(let count):
            "حوادث أمن لم يصرح بها للسلطة الوطنية: \(isolated(count)). التصريح واجب فورا (القانون 05.20، المادة 8): madar incident"
        case .controllerSet: "تم. تذكره الصفحات التي تطبع من الآن."
        case .reportNowApproved(let id, let day):
            "تمت الموافقة. يمكنك أنت ومن أصدره الاطلاع عليه حتى \(day): madar order report \(id)"
        case .exportNowApproved(let id, let day):
            "تمت الموافقة. يمكنك أنت ومن أصدره إخراج الملفات حتى \(day): madar order export \(id)"
        case .exportWritten(let files, let acts, let path):
            "أخرجت الملفات: \(files)، والإجراءات: \(acts). كتبت في \(path) ولا يفتحه إلا من أرسل إليه."
        case .exportLeavesOut:
            "تبقى الصور والوثائق: تجلبها madar attachment واحدة واحدة. سجل كل طفل يذكر أن ملفه أخرج."
        case .usesTold(let count):
            "عدد مرات استعمال الملف: \(count). عمليات البحث واللوائح لا تترك أثرا حسب الملف."
        case .leavesUnreadable(let count):
            "مدخلات من السجل لا تقرأ: \(count). أخبر مشغل الخادم: madard verify"
        case .orderCannotBeUndone: "ما يمحى الآن يزول إلى الأبد."
        case .orderCarriedOut(let id, let count):
            "تم المحو: \(count). اطبع المحضر ووقعه: madar order record \(id)"
        case .orderWithdrawn: "ألغي الأمر."
        case .orderNowApproved(let id, let day):
            "تمت الموافقة. يمكن تنفيذه ابتداء من \(day)، وإلغاؤه قبل ذلك: madar order carry-out \(id)"
        case .orderGiven(let id, let day):
            "صدر الأمر: \(id). لا يقع شيء قبل موافقة شخص ثان، قبل \(day): madar order approve \(id)"
        case .noOrders: "لا أمر."
        case .proofWritten(let path):
            "كتب الإثبات في \(isolated(path)). يتحقق منه أي شخص دون الخادم: madar verify"
        case .proofHolds:
            "الإثبات صحيح: توقيع السجل صحيح والورقة موجودة فيه."
        case .noteHolds:
            "الملف صحيح: توقيع السجل صحيح."
        case .witnessMade(let key):
            "أنشئ مفتاح الشاهد. أعط جزأه العلني لمن يعتمد عليه: \(isolated(key))"
        case .witnessTrusts(let code):
            "يعرف الشاهد الآن سجل الإقليم \(isolated(code))."
        case .cosigned(let path, let size):
            "وقع الشاهد إلى \(isolated(size)) ورقة. أعد \(isolated(path)) إلى الإقليم."
        case .witnessRequestWritten(let path):
            "كتبت نقطة المراقبة للشاهد في \(isolated(path)). احملها إلى الشاهد."
        case .draftGoOn(let draft):
            "متابعة: \(isolated(draft))"
        case .draftThrowAway(let draft):
            "حذف: \(isolated(draft))"
        case .draftKept(let number):
            "أجوبتك محفوظة مختومة على هذا الجهاز: madar drafts resume \(isolated(number))"
        case .draftsWait(let count):
            "ما أجيب عنه ولم يرسل: \(isolated(count)). للاطلاع: madar drafts"
        case .draftNotKept(let reason):
            "تعذر حفظ أجوبتك على هذا الجهاز، وتضيع إن توقف البرنامج: \(isolated(reason)) يمكنك المتابعة."
        case .draftHandedOver(let draft):
            "سلم للإرسال من قبل، ولم يعد مسودة: \(isolated(draft))"
        case .draftTooOld(let draft):
            "لم يتابع أحد هذه المسودة منذ 30 يوما، فحذفت: \(isolated(draft))"
        case .draftsUnreadable(let count):
            "لا يقرأ، لأنه تالف أو من برنامج أحدث: \(isolated(count)). يبقى حيث هو."
        case .draftFormChanged:
            "تغيرت الاستمارة منذ ذلك الحين. تعاد كل الأسئلة، والسطر الفارغ يحتفظ بجوابك."
        case .draftValuesLost(let count):
            "لم يعد مطلوبا أو اختفت صورته، فترك: \(isolated(count))"
        case .draftForgotten(let number):
            "حذفت المسودة \(isolated(number))."
        case .noDrafts:
            "لا مسودة تنتظر."
        case .answersBefore(let count):
            "قبل هذه: \(isolated(count))"
        case .sessionLocked:
            "أقفلت الجلسة نفسها في الأثناء. اكتب عبارة السر، فتحفظ أجوبتك."
        case .textCut(let end):
            "لا تأخذ المحطة سطرا أطول، فقطعت النص بعد «\(isolated(end))». ألصق بقيته الآن."
        case .draftInUse(let draft):
            "قيد الإدخال في نافذة أخرى: \(isolated(draft))"
        case .transferLater(let count):
            "أضيف بعد الإرسال ولم يصل إليهم: \(isolated(count)). أبلغهم به."
        case .transferGivenBack(let number):
            "رفض الإقليم الآخر. الملف \(isolated(number)) في الاستقبال من جديد؛ السبب في آخر إجراء: madar history"
        case .transferSettled(let number):
            "صار الإقليم الآخر مسؤولا عن الطفل. انتهت مسؤوليتك عن الملف \(isolated(number))."
        case .transferRefused:
            "رفضت الإحالة، ويحمل الوصل السبب."
        case .receiptWritten(let path):
            "كتب الوصل المختوم في \(isolated(path)). أعده إلى المرسل: هو مسؤول حتى يصله."
        case .transferLacks:
            "بقي عند المرسل:"
        case .transferThere(let number):
            "وصل هذا من قبل: الملف \(isolated(number)). لم يفتح شيء جديد."
        case .transferReceived(let number, let acts):
            "فتح الملف \(isolated(number)) هنا بما ورد: \(isolated(acts)). أنت مسؤول عن الطفل من الآن."
        case .senderStays:
            "تبقى مسؤولا عن الطفل حتى يصل الوصل: madar transfer receipt FILE"
        case .bundleLeavesOut:
            "يبقى هنا: المحمي (المبلغ، الإيواء)، الصور والوثائق، وأسماء الأعضاء والهيئات. أرسل ما يلزم منها بطريق آخر."
        case .bundleWritten(let path, let code):
            "كتب ملف الإحالة المختوم في \(isolated(path)). لا يفتحه إلا خادم الإقليم \(isolated(code))."
        case .descriptorWritten(let path):
            "كتبت بطاقة الإقليم في \(isolated(path)). أرسلها، ثم اقرأ البصمة بالهاتف."
        case .noProvinces:
            "لا إقليم معتمد ولا منتظر."
        case .provinceForgotten(let code):
            "لم يعد الإقليم \(isolated(code)) معتمدا."
        case .trustApproved(let code):
            "الإقليم \(isolated(code)) معتمد الآن، والموافقة موقعة."
        case .trustProposed(let id):
            "ينتظر شخصا ثانيا: madarctl approve \(isolated(id))"
        case .compareFingerprint:
            "اتصل برقم تعرفه من قبل، لا برقم وصل مع الملف. يقرأ كل طرف البصمة على الآخر. إذا اختلف رقم واحد فلا تعتمد شيئا."
        case .readBeforeHanding:
            "اقرأ الورقة قبل تسليمها: يجب ألا يفهم منها أن الطفل مكفول أو أن أحد أبويه مجهول."
        case .pageLeftOut(let count):
            "لم يكتب، لما قد تفهم منه هذه الجهة: \(isolated(count))."
        case .pageMasked(let count):
            "حجب لأنه يخص أشخاصا آخرين: \(isolated(count)). اذكر ذلك في الجواب على الطلب."
        case .freeTextsToRead(let count, let places):
            "أعد قراءة النصوص الحرة قبل تسليم الورقة: قد تذكر أشخاصا آخرين. عددها في الورقة: \(isolated(count)) (\(isolated(places))). لحجب أحدها: --mask FIELD:ACT"
        case .noRepresentative:
            "حسب الملف، لا ينوب هذا الشخص شرعا عن الطفل حاليا. تحقق قبل تسليم الورقة."
        case .handOverOffered(let id, let day):
            "عرض إلى غاية \(day). لا ينتقل شيء قبل القبول. للسحب: madar handover withdraw \(id)"
        case .handOverTaken(let count):
            "صرت مسؤولا عما سلم: \(count). للاطلاع: madar mine"
        case .handOverStays(let count):
            "بقي مكانه لتعذر تسليمه هكذا: \(count). أخبر المنسق."
        case .handOverDeclined:
            "تم الرفض. تبقى الملفات حيث هي."
        case .noHandOvers:
            "لا ملفات معروضة."
        case .handOversShown:
            "ما ينتظر: madar handover list"
        case .colleagueByID:
            "اذكر المعرف، ويقرؤه الزميل ب: madar whoami"
        case .glassRules:
            "يفتح هذا الولوج ملفا خارج صلاحياتك لمدة أربع ساعات. يكتب السبب في الملف، ويخبر به المنسق فورا، ويراجع داخل 24 ساعة. لا يفتح أبدا ما هو قضائي أو محمي."
        case .glassOpened(let until):
            "الملف مفتوح إلى \(until)."
        case .glassIdentityOnly:
            "يفتح الهوية فقط إلى أن يوافق شخص ثان."
        case .glassApproved(let name):
            "أصبح ولوج \(name) يفتح أكثر من الهوية."
        case .glassReviewed(let name):
            "سجلت مراجعة ولوج \(name)، وانتهى الولوج."
        case .glassOwed(let count):
            "ولوجات استعجالية تنتظر مراجعتك: \(count)"
        case .newGlass(let number, let moment):
            "ولوج استعجالي إلى \(number): راجعه قبل \(moment)"
        case .noAccess:
            "لا يوجد ولوج بهذا المعرف."
        case .secrecyAccepted(let day):
            "تم القبول إلى غاية \(isolated(day))."
        case .secrecyText:
            "ما تقرؤه هنا يخص أطفالا، ويشمله السر المهني (القانون الجنائي المادة 446؛ قانون المسطرة الجنائية المادة 15 في البحث؛ القانون 65-15 المادة 28 في المؤسسات؛ القانون 09-08 المتعلق بالمعطيات الشخصية). تقرأ ما يتطلبه عملك لا غير، ولا تخبر به من لا حق له فيه، وكل قراءة تسجل. ويبقى الواجب قائما بعد انتهاء عملك."
        case .unansweredForgotten:
            "تم نسيانه."
        case .allAnswered:
            "لكل أمر جوابه."
        case .answeredUnknown(let command, let id, let reason):
            "ما زال غير معروف: \(isolated(command)) (\(isolated(id))). \(reason)"
        case .answeredRefused(let command, let reason):
            "لم يتم: \(isolated(command)). \(reason)"
        case .answeredDone(let command):
            "تم: \(isolated(command))."
        case .askAgain:
            "الأمر محفوظ ومختوم على هذا الجهاز. لا تكرره: اطلب جوابه بالمفتاح نفسه، فلا ينفذ شيء مرتين: madarctl unanswered"
        case .absenceEnded: "سحب الغياب."
        case .absenceSet(let day):
            "أنت غائب إلى \(isolated(day)) ضمنا. يرى نائبك ملفاتك في لوائحه "
                + "ويوافق مكانك؛ ولا يقرأ أكثر مما له."
        case .typeToRevokeMember(let word): "العضو الملغى لا يعود. للإلغاء اكتب \(isolated(word)): "
        case .resumeDevices: "تبقى الأجهزة موقوفة إلى أن يستأنف كل منها: madarctl device resume"
        case .changeApproved(let name):
            "تمت الموافقة على تغيير \(isolated(name)) وتوقيعه. وهو سار الآن."
        case .withdrawn: "تم السحب."
        case .memberRevokedNow(let name): "\(isolated(name)) ملغى نهائيا مع كل أجهزته."
        case .memberSuspendedNow(let name):
            "\(isolated(name)) موقوف وكل أجهزته مقطوعة. للاستئناف: madarctl member resume"
        case .roleEnded(let name): "انتهى دور \(isolated(name))."
        case .proposalMade(let id): "ينتظر موافقة شخص ثان: madarctl approve \(isolated(id))"
        case .settleMeans:
            "كان سر دعوة هذا الجهاز عند شخص آخر. هل الجهاز في يد صاحبه، وهل عرف كيف تسرب "
                + "السر؟ وإلا فألغه: madarctl device revoke"
        case .alarmSettled(let device):
            "رفع الإنذار عن الجهاز \(isolated(device)). محاولة أخرى تطلقه من جديد."
        case .lineDown: "الخط مقطوع. ما يحدث في الأثناء يعلن عند عودته."
        case .fellDue(let number, let task, let moment):
            "الملف \(isolated(number)): \(isolated(task)) حل أجله في \(isolated(moment))."
        case .newAct(let number, let sequence):
            "الملف \(isolated(number)): الإجراء \(isolated(sequence)) جديد. لقراءته: "
                + "madar history \(isolated(number)) --from \(isolated(sequence))"
        case .eventsLost: "ضاع شيء. انظر لوائحك: madar mine و madar due"
        case .allTold: "هذا كل ما فات."
        case .watching: "يعلن هنا ما يفعله الآخرون في ملفاتك. للتوقف: Ctrl-C"
        case .writtenTo(let path):
            "كتب في \(isolated(path)). ليس مختوما هناك: احذفه حين لا تحتاج إليه."
        case .shownAt(let path): "يوجد في \(isolated(path))، لك وحدك، إلى أن تقفل الجلسة."
        case .uploadsRefused(let count):
            "رفض الخادم: \(isolated(count)). تبقى النسخة مختومة على هذا الجهاز: madar "
                + "outbox"
        case .uploadsWait(let count):
            "لم يرسل بعد، محفوظ مختوما على هذا الجهاز: \(isolated(count)). يرسل تلقائيا. "
                + "للاطلاع: madar outbox"
        case .uploadsSent(let count): "وصل: \(isolated(count))."
        case .fetching(let come, let size): "جار الجلب: \(isolated(come)) من \(isolated(size))"
        case .uploading(let sent, let size): "جار الإرسال: \(isolated(sent)) من \(isolated(size))"
        case .documentTaken(let size):
            "أخذت الوثيقة (\(isolated(size))). ترسل وثيقة PDF كما هي، بما تقوله عن "
                + "كاتبها."
        case .pictureTaken(let size):
            "أخذت الصورة (\(isolated(size))). ترسل دون ما تحمله من مكان ووقت وجهاز."
        case .deviceSuspended(let device):
            "الجهاز \(isolated(device)) موقوف وقد قطع. لاستئنافه: madarctl device resume"
        case .deviceResumed(let device): "الجهاز \(isolated(device)) يعمل من جديد بمفاتيحه."
        case .deviceRevoked(let device): "الجهاز \(isolated(device)) ملغى نهائيا وقد قطع."
        case .deviceRenewalAsked(let device):
            "سيجدد الجهاز \(isolated(device)) مفتاحه عند اتصاله القادم."
        case .typeToRevoke(let word): "الجهاز الملغى لا يعود. لإلغائه اكتب \(isolated(word)): "
        case .lockRefusedAlarm:
            "إنذار: ترفض النواة قفل الذاكرة للمفاتيح، وقد تصل إلى ذاكرة المبادلة. اضبط "
                + "LimitMEMLOCK=1G في وحدة الخادم وأعد تشغيله"
        case .credentialBesideAlarm:
            "إنذار: الملف الذي يفتح المخزن موجود على القرص نفسه. "
                + "من أخذ القرص قرأ ملف كل طفل"
        case .contestedAlarm(let count):
            "إنذار: حاول مفتاح آخر استعمال \(isolated(count)): هناك من يعرف سرها. انظر madarctl "
                + "invitations و madarctl devices"
        case .transportSingle: "مفتاح واحد. لتبديله: madarctl transport prepare"
        case .transportPrepared(let count):
            "يعرف كل جهاز المفتاحين عند اتصاله القادم. بعد 72 ساعة، وحين لا يبقى من يجهل التالي "
                + "(الآن: \(isolated(count)))، نفذ: madarctl transport switch"
        case .transportSwitched(let count):
            "الدعوات الجديدة تحمل المفتاح الحالي. يقبل السابق إلى أن ينسى (أجهزة لا تعرف الجديد: "
                + "\(isolated(count))): madarctl transport drop"
        case .transportUnaware(let count):
            "لا تعرف المفتاح الجديد بعد: \(isolated(count)). ومن يجهله حين ينسى السابق يسجل من "
                + "جديد."
        case .transportAbandons: "لم يصر المفتاح التالي حاليا بعد: نسيانه يلغي التبديل."
        case .sending: "جار الإرسال…"
        case .workingOffline(let reason, let version):
            "\(isolated(reason)) تعمل دونه وفق الصيغة \(isolated(version)) من "
                + "المسار. ما تدخله لا يرسل بعد."
        case .offlineNeverMet: "يلزم اتصال أول للعمل دون خط: هذا الجهاز لا يعرف المسار بعد."
        case .fileAsSeen(let moment, let count):
            "الملف كما رآه هذا الجهاز في \(isolated(moment)). لم يرسل بعد: "
                + "\(isolated(count))."
        case .searchImpossible:
            "تعذر البحث عن ملف سابق لهذا الطفل لانقطاع الخط. وضعت علامة على فتح "
                + "الملف. ابحث عند عودة الخط: madar find"
        case .searchNow: "فتح دون بحث: ابحث عن ملف آخر للطفل"
        case .queued(let number):
            "لم يرسل: محفوظ مختوما على هذا الجهاز بالقيد رقم \(isolated(number)). "
                + "يرسل تلقائيا عند عودة الخط. للاطلاع: madar outbox"
        case .refusedKept(let number): "ما أدخلته محفوظ: madar outbox show \(isolated(number))"
        case .refusedAgain(let number):
            "لإعادة إدخاله مصححا: madar outbox show \(isolated(number)) --template "
                + "> act.txt ثم madar act --from act.txt ثم madar outbox drop "
                + "\(isolated(number))"
        case .dropUnknown: "ربما تم ذلك: انظر الملف أولا (madar history)."
        case .dropped(let number): "حذف القيد \(isolated(number))."
        case .errorAtLine(let line, let text): "السطر \(isolated(line)): \(isolated(text))"
        case .templateHelp:
            "اكتب بعد النقطتين؛ * إلزامي. السطر الذي يبدأ بالعلامة | يكمل النص "
                + "السابق."
        case .templateGroup: "لكل صف احذف # قبل الاسم بين القوسين وما يليه؛ كرر عند الحاجة."
        case .templateSeveral: "عدة قيم تفصلها فواصل"
        case .enrolled(let member, let profile):
            "تم تسجيل هذا الجهاز باسم \(isolated(member)) في الحساب المحلي \(isolated(profile))."
        case .enrolledNext: "افتح الجلسة الآن: madar unlock"
        case .unlocked(let minutes):
            "الجلسة مفتوحة. تقفل بعد \(isolated(minutes)) دون استعمال، أو بالأمر madar lock"
        case .alreadyUnlocked: "الجلسة مفتوحة من قبل."
        case .locked: "تم قفل الجلسة."
        case .alreadyLocked: "الجلسة مقفلة من قبل."
        case .noneFound: "لم يوجد ملف مطابق يمكنك الاطلاع عليه."
        case .dayEmpty: "لا شيء ينتظرك اليوم."
        case .nothingListed: "لا شيء في هذه اللائحة."
        case .searchUnknown(let name, let options):
            "البحث المحفوظ \(name) يطلب ما لم يعد معروفا: \(options). احفظه من جديد دون ذلك، أو انسه."
        case .noSavedSearches: "لم تحفظ أي بحث. لحفظ بحث: madar files --overdue --save NAME"
        case .searchForgotten(let name): "تم حذف البحث المحفوظ \(name)."
        case .searchSaved(let name): "تم حفظ البحث. لائحته: madar files --saved \"\(name)\""
        case .indexBuilding(let percent):
            "الفهرس قيد البناء (\(isolated(percent)) %): قد تنقص نتائج."
        case .listed(let shown, let total): "معروض: \(isolated(shown)) من أصل \(isolated(total))."
        case .fileOpened(let number): "تم فتح الملف رقم \(isolated(number))."
        case .joinedIfKnown: "إذا كان للطفل ملف آخر فسيتولى المركز ضمهما"
        case .pairDistinct: "تم التسجيل: طفلان. لن يعرض الملفان معا بعد الآن"
        case .pairDoubted: "تم التراجع: سيعرض الملفان معا ما داما متشابهين"
        case .comparing(let files): "ما زالت المقارنة جارية: \(files). قد تطول القائمة"
        case .fileOpenedNext(let number): "التبليغ الآن: madar act add \(isolated(number))"
        case .actSaved(let sequence): "تم حفظ الإجراء في الرتبة \(isolated(sequence))."
        case .queuedSent(let count): "أرسل ما كان ينتظر: \(isolated(count))."
        case .notSent(let count): "لم يرسل بعد: \(isolated(count))."
        case .gaveUp: "تم التخلي. لم يرسل شيء."
        case .errorsFound(let count): "في الاستمارة \(isolated(count)):"
        case .errorsAtHeading(let text): "رأس الإجراء: \(isolated(text))"
        case .errorAtField(let label, let text): "\(isolated(label)): \(isolated(text))"
        case .errorAtRow(let label, let row, let text):
            "\(isolated(label))، السطر \(isolated(row)): \(isolated(text))"
        case .anotherRow(let group): "إضافة سطر إلى «\(isolated(group))»؟ (ن/ل) "
        case .more(let count): "وأيضا \(isolated(count)): اكتب جزءا من الاسم."
        case .invitationWritten(let path):
            "كتبت الدعوة في \(isolated(path))، لا يقرؤها غيرك. سلمها يدا بيد."
        case .invitationShownOnce: "هذه هي الدعوة. لن تعرض مرة أخرى. سلمها يدا بيد."
        case .needsApproval: "لا تعمل الدعوة قبل موافقة شخص ثان: madarctl approve"
        case .expiresAt(let moment): "صالحة إلى غاية \(isolated(moment))."
        case .nothingWaits: "لا شيء ينتظر الموافقة."
        case .typeToApprove(let word): "للموافقة والتوقيع اكتب «\(isolated(word))»: "
        case .approved(let name): "تمت الموافقة على دعوة \(isolated(name)) وتوقيعها."
        case .downgradeWaits(let level):
            "يبقى المستوى «\(isolated(level))» ساريا إلى أن يوافق شخص ثان على الخفض: madar approve"
        case .downgradeApproved(let level):
            "تمت الموافقة على الخفض وتوقيعها. المستوى «\(isolated(level))» سار الآن."
        case .urgentSaved(let count):
            "حفظ دفعة واحدة: \(isolated(count)). أخطر المنسق الآن."
        case .offenceNotTold(let form):
            "سجلت شبهة جريمة، وهذا الإجراء لا يشعر النيابة العامة. أشعرها الآن: ⁨madar act add --form \(form)⁩"
        case .prosecutorNotTold:
            "لم تشعر النيابة العامة بهذا الإرسال: لا تسمح صفتك بتدوين ذلك. اتصل بها هاتفيا الآن واطلب من خلية التتبع تدوين الاتصال."
        case .referred(let count):
            "أرسلت. تقرأ المصلحة: \(isolated(count)). تبقى مسؤولا عن الطفل إلى أن تقبل."
        case .stageWaits(let stage):
            "لا تسري «\(isolated(stage))» قبل موافقة شخص ثان: madar approve"
        case .stageApproved(let stage):
            "تمت الموافقة وتوقيعها. «\(isolated(stage))» سارية الآن."
        case .sealedNow: "الخادم مختوم الآن. لا يقرأ شيء ولا يكتب حتى فك الختم."
        case .unsealedNow: "تم فك الختم. الخادم في الخدمة."
        case .typeToSeal(let word):
            "سينقطع عمل الجميع. للختم اكتب رمز الإقليم «\(isolated(word))»: "
        case .connecting: "جار الاتصال…"
        case .deriving: "جار التحقق من عبارة السر…"
        case .candidatesFor: "ملفات قد تكون لهذا الطفل:"
        case .dueIn(let time): "خلال \(isolated(time))"
        case .overdueBy(let time): "متأخر بمدة \(isolated(time))"
        case .clockSkew(let time): "تختلف ساعة هذا الجهاز عن ساعة الخادم بمدة \(isolated(time))."
        case .protectedHidden: "حقول محمية لم تعرض: أعد الطلب مع ذكر السبب --motive"
        case .mattersLeftOut(let count): "لم يعرض لضيق المكان، \(isolated(count)): madar history"
        case .onlyReferrals: "ترى من هذا الملف ما هو موجه إلى مصلحتك: madar history"
        case .atStage(let stage, let next): "من «\(isolated(stage))» إلى «\(isolated(next))»"
        case .queueAdvice:
            "لا تعد الإدخال: نسخته محفوظة مختومة على هذا الجهاز وترسل بالمفتاح نفسه، فلا "
                + "تسجل مرتين. للإرسال: madar outbox send"
        case .queuedRefused(let count):
            "رفض الخادم ما كان ينتظر: \(isolated(count)). بقيت نسخته مختومة على هذا الجهاز."
        case .sendNothing: "لا شيء ينتظر الإرسال."
        }
    }
}
