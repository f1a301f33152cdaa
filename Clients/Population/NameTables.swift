/// A name and how papers spell it.
public struct SpelledName: Hashable, Sendable {
    /// The spelling in Arabic script.
    public let arabic: String
    /// The spellings in Latin script, the usual one first.
    public let latin: [String]

    /// Joins the spellings of one name.
    public init(arabic: String, latin: [String]) {
        self.arabic = arabic
        self.latin = latin
    }

    /// Two names as one: a prefix of a family name and what it belongs to.
    func behind(_ prefix: SpelledName) -> SpelledName {
        SpelledName(
            arabic: prefix.arabic + arabic,
            latin: latin.enumerated().map { index, name in
                prefix.latin[index % prefix.latin.count]
                    + (prefix.latin[index % prefix.latin.count].hasSuffix(" ")
                        ? name : name.lowercased())
            })
    }
}

/// The names that children of a made-up province bear, and how often.
///
/// They have no source but the project: no public table of how often Moroccan names are borne is
/// known to it, and the sample of spellings that recall is measured with tells no frequencies. That
/// the names are in use is sure; the weights are an estimate, unsure even in their order, made so
/// that few names are very frequent and most are rare, as names are everywhere. What is measured with
/// them says how a search fares among many namesakes, and nothing of how many people bear a name.
enum NameTables {
    /// Given names of boys, with how many of a thousand bear each.
    static let boys = parse(
        """
        محمد;Mohamed,Mohammed,Mohammad;62|آدم;Adam,Adame;30|ياسين;Yassine,Yassin,Yacine;28
        أحمد;Ahmed,Ahmad;24|يوسف;Youssef,Yousef,Yusuf;26|أيوب;Ayoub,Ayyoub,Ayoube;20
        عمر;Omar,Omare;20|حمزة;Hamza,Hamzah;22|أنس;Anas,Anass;20|إلياس;Ilyas,Ilyass,Elias;16
        ريان;Rayan,Rayane,Ryan;20|مهدي;Mehdi,Mahdi,El Mehdi;18|أمين;Amine,Amin;18|علي;Ali,Aly;18
        إسماعيل;Ismail,Smail,Ismaïl;15|إبراهيم;Ibrahim,Brahim;15|زكرياء;Zakaria,Zakariae,Zakarya;15
        سعد;Saad,Sâad;12|رضا;Reda,Rida,Redha;14|بلال;Bilal,Bilale,Bilel;14|عثمان;Othmane,Otman,Othman;13
        سفيان;Soufiane,Sofiane,Sofyan;13|طه;Taha,Taha;9|وليد;Walid,Oualid;13|مروان;Marouane,Marwan,Marwane;13
        عبد الله;Abdellah,Abdallah;12|عبد الرحمان;Abderrahmane,Abderrahman,Abdelrahman;11
        حسن;Hassan,Hasan;9|الحسين;Lahoucine,El Houcine,Houssine;10|خالد;Khalid,Khaled;9
        سعيد;Said,Saïd;8|رشيد;Rachid,Rashid;7|كريم;Karim,Kareem;6|نبيل;Nabil,Nabile;6
        هشام;Hicham,Hisham;6|جواد;Jawad,Jaouad;6|مصطفى;Mustapha,Mostafa,Moustapha;9
        عبد الحق;Abdelhak,Abdelhaq;5|عبد العالي;Abdelali,Abdelaali;4|عبد القادر;Abdelkader,Abdelqader;4
        عبد الصمد;Abdessamad,Abdesamad;5|عبد الإله;Abdelilah,Abdelillah;4|عبد المجيد;Abdelmajid,Abdelmajide;3
        عبد الكريم;Abdelkrim,Abdelkarim;4|عبد اللطيف;Abdellatif,Abdelatif;4|عبد الغني;Abdelghani,Abdelrhani;4
        نور الدين;Noureddine,Nour Eddine;6|عز الدين;Azzeddine,Azeddine;5|صلاح الدين;Salah Eddine,Salaheddine;6
        بدر الدين;Badreddine,Badr Eddine;3|محمد أمين;Mohamed Amine,Mohammed Amine;14
        محمد رضا;Mohamed Reda,Mohammed Rida;6|محمد ياسين;Mohamed Yassine,Mohammed Yassin;6
        محمد علي;Mohamed Ali,Mohammed Ali;8|محمد أيمن;Mohamed Aymane,Mohammed Ayman;4
        أيمن;Aymane,Ayman,Aimane;13|أشرف;Achraf,Ashraf,Achraff;11|عماد;Imad,Imade;8|فؤاد;Fouad,Fouade;4
        جمال;Jamal,Djamal;5|كمال;Kamal,Kamel;4|طارق;Tarik,Tariq,Tarek;5|منير;Mounir,Munir;3
        سليمان;Slimane,Soulaimane,Souleymane;5|سامي;Sami,Samy;6|نزار;Nizar,Nizare;5|غالي;Ghali,Rhali;5
        إدريس;Driss,Idriss,Idris;6|الطيب;Taib,Tayeb;3|بوشعيب;Bouchaib,Bouchaïb;3|لحسن;Lahcen,Lahsen,Lahssen;6
        مبارك;Mbarek,M'barek,Embarek;3|العربي;Larbi,El Arbi;3|المختار;Mokhtar,Lmokhtar;2|الميلودي;Miloudi,El Miloudi;2
        يحيى;Yahya,Yahia;9|عيسى;Aissa,Issa;3|موسى;Moussa,Mousa;4|هارون;Haroun,Haroune;6|زيد;Zaid,Zayd;8
        لؤي;Louay,Louai;5|قيس;Kais,Qays;3|وائل;Wail,Wael,Ouail;8|نضال;Nidal,Nidale;4|إياد;Iyad,Iyade;5
        غسان;Ghassan,Rhassane;3|أسامة;Oussama,Ossama,Osama;9|معاذ;Mouad,Moad,Moaad;10|حاتم;Hatim,Hatem;6
        هيثم;Haitam,Haytham,Haitham;8|ماسين;Massine,Masin;2|يوبا;Youba,Yuba;2|أنير;Anir,Aneer;3|أمناي;Amnay,Amnai;1
        مولاي أحمد;Moulay Ahmed,My Ahmed;3|سيدي محمد;Sidi Mohamed,Sidi Mohammed;3|توفيق;Taoufik,Tawfiq,Taoufiq;4
        جلال;Jalal,Jalale;3|فيصل;Faycal,Fayçal,Faissal;5|نوفل;Naoufal,Nawfal,Naoufel;5|عصام;Issam,Issame;5
        أكرم;Akram,Akrame;5|ريان أمير;Rayan Amir,Rayane Amir;1|أمير;Amir,Amire;5|سيف الدين;Seif Eddine,Saifeddine;3
        جاد;Jad,Jade;5|غيث;Ghait,Ghaith,Rhait;4|براء;Baraa,Barae;3|تميم;Tamim,Tamime;2|إيدر;Idder,Ider;1
        """)

    /// Given names of girls, with how many of a thousand bear each.
    static let girls = parse(
        """
        فاطمة الزهراء;Fatima Zahra,Fatima-Zahrae,Fatima Ezzahra;40|فاطمة;Fatima,Fatma;32|مريم;Meryem,Mariam,Maryam;36
        آية;Aya,Ayah;30|سلمى;Salma,Selma;24|خديجة;Khadija,Khadidja;20|زينب;Zineb,Zaineb,Zaynab;20
        هبة;Hiba,Hibah;18|إيمان;Imane,Iman;18|نور;Nour,Nor;16|إيناس;Ines,Inass,Inas;15|ياسمين;Yasmine,Yasmin,Jasmine;15
        سارة;Sara,Sarah;20|لينا;Lina,Leena;13|مروة;Marwa,Maroua;15|شيماء;Chaimae,Chaima,Shaimae;14
        دعاء;Doae,Douae,Doaa;11|أسماء;Asmae,Asma,Asmaa;13|حسناء;Hasnae,Hasna;7|سناء;Sanae,Sanaa;7|هاجر;Hajar,Hajer;13
        إكرام;Ikram,Ikrame;12|نهيلة;Nouhaila,Nohaila,Nouhayla;11|وئام;Wiam,Wiame,Ouiam;9|ملاك;Malak,Malake;13
        جنات;Jannat,Janat;8|رانية;Rania,Raniya;9|ريم;Rim,Reem,Rime;9|ندى;Nada,Neda;8|هدى;Houda,Hoda;8
        ضحى;Doha,Douha;7|سهام;Siham,Sihame;6|نادية;Nadia,Nadya;6|نعيمة;Naima,Naïma;5|لطيفة;Latifa,Lateefa;5
        حليمة;Halima,Hlima;5|سعيدة;Saida,Saïda;4|كريمة;Karima,Kareema;4|رشيدة;Rachida,Rashida;3|أمينة;Amina,Aminah;8
        سميرة;Samira,Sameera;4|نجاة;Najat,Najate;3|حنان;Hanane,Hanan;6|إلهام;Ilham,Elham,Ilhame;6
        ابتسام;Ibtissam,Btissam,Ibtisam;6|ليلى;Laila,Leila,Layla;7|زهرة;Zahra,Zohra;4|عائشة;Aicha,Aïcha,Aisha;9
        رقية;Rokaya,Rkia,Roqia;5|صفاء;Safae,Safaa,Safa;7|وفاء;Wafae,Ouafae,Wafaa;6|هند;Hind,Hinde;7
        غزلان;Ghizlane,Rhizlane,Ghizlan;6|غيتة;Ghita,Rita,Rhita;8|كوثر;Kaoutar,Kawtar,Kaouthar;9|أميمة;Oumaima,Omaima,Oumayma;9
        سكينة;Soukaina,Sokaina,Soukayna;9|بشرى;Bouchra,Boshra;6|جميلة;Jamila,Djamila;4|حفصة;Hafsa,Hafssa;6
        سمية;Soumia,Soumaya,Somaya;6|نسرين;Nisrine,Nesrine,Nisrin;7|يسرى;Yousra,Yosra;8|حياة;Hayat,Hayate;4
        رجاء;Rajae,Rajaa;5|منال;Manal,Manale;7|منى;Mouna,Mona;5|نوال;Nawal,Naoual;5|أمل;Amal,Amale;6|فدوى;Fadwa,Fadoua;5
        فاتن;Faten,Fatine;3|لبنى;Loubna,Lubna;5|سهيلة;Souhaila,Soheila;5|ثريا;Touria,Thouraya;3|زكية;Zakia,Zakiya;2
        فتيحة;Fatiha,Ftiha;3|مليكة;Malika,Melika;3|حكيمة;Hakima,Hakeema;2|رحمة;Rahma,Rahmah;5|تسنيم;Tasnim,Tasnime;6
        ماريا;Maria,Mariya;5|أنيسة;Anissa,Anisa;3|تيليلا;Tilila,Tililla;2|تيزيري;Tiziri,Tizri;2|نوميديا;Noumidia,Numidia;1
        سيليا;Silya,Celia;2|لالة مريم;Lalla Meryem,Lalla Mariam;2|أم كلثوم;Oum Keltoum,Oumkaltoum;2|جيهان;Jihane,Jihan;6
        شهد;Chahd,Shahd;3|روان;Rawane,Rawan;4|لجين;Loujain,Lojayn;3|غفران;Ghofrane,Ghoufrane;3|وصال;Wissal,Ouissal;6
        هداية;Hidaya,Hidaia;2|أروى;Arwa,Aroua;3|جنى;Jana,Janna;4|تالين;Taline,Talin;2|خولة;Khaoula,Khawla;6|حورية;Houria,Houriya;2
        """)

    /// Family names, the most frequent first.
    static let families = parse(
        """
        العلوي;Alaoui,El Alaoui,Alawi|الإدريسي;Idrissi,El Idrissi,Drissi|العمراني;Amrani,El Amrani,Lamrani
        التازي;Tazi,Ettazi|بناني;Bennani,Benani|الفاسي;Fassi,El Fassi|الحسني;Hassani,El Hassani,Hasni
        المرابط;Mrabet,El Mrabet,Lamrabet|الشرقاوي;Cherkaoui,Echcherkaoui,Charkaoui|بنعلي;Benali,Ben Ali
        الصقلي;Skalli,Sqalli|برادة;Berrada,Barrada|لحلو;Lahlou,Lahlo|بنجلون;Benjelloun,Ben Jelloun|الكتاني;Kettani,El Kettani
        السباعي;Sbai,Essbai,Sebai|الزياني;Ziani,Ezziani|الناصري;Naciri,Ennaciri,Nasiri|المنصوري;Mansouri,El Mansouri
        البقالي;Bakkali,El Bakkali,Bekkali|الحداد;Haddad,El Haddad|النجار;Najjar,Ennajjar|الخياط;Khayat,El Khayat,Khiat
        اليعقوبي;Yaakoubi,El Yacoubi,Yakoubi|الصديقي;Seddiki,Sadiki|الرحموني;Rahmouni,Errahmouni|الشرايبي;Chraibi,Chraïbi
        الوزاني;Ouazzani,El Ouazzani,Wazzani|الغزاوي;Ghazaoui,El Ghazaoui,Rhazaoui|الحجوي;Hajoui,El Hajoui|السلاوي;Slaoui,Esslaoui
        المريني;Mrini,El Mrini,Merini|اليوسفي;Youssoufi,El Youssoufi|القادري;Kadiri,El Kadiri,Qadiri|الهاشمي;Hachimi,El Hachimi
        الطاهري;Tahiri,Ettahiri|البوعزاوي;Bouazzaoui,El Bouazzaoui|الحمومي;Hammoumi,El Hammoumi|الزروالي;Zerouali,Ezzerouali
        المسعودي;Messaoudi,El Messaoudi|الداودي;Daoudi,Eddaoudi|السعيدي;Saidi,Essaidi|الرشيدي;Rachidi,Errachidi
        الخطابي;Khattabi,El Khattabi|الكبير;Kabir,Lkbir,El Kebir|البكري;Bakri,El Bakri|الغالي;Ghali,El Ghali
        الشاوي;Chaoui,Echaoui|الريفي;Rifi,Errifi|السوسي;Soussi,Essoussi|الدكالي;Doukkali,Eddoukkali|الورياغلي;Ouriaghli,Ouariaghli
        المكناسي;Meknassi,El Meknassi|الفيلالي;Filali,El Filali|الحياني;Hayani,El Hayani|التونسي;Tounsi,Ettounsi
        الجبلي;Jebli,El Jabli|العربي;Larbi,El Arbi,Laarbi|الزهراوي;Zahraoui,Ezzahraoui|المغربي;Maghribi,El Maghribi,Moghrabi
        بلحاج;Belhaj,Bel Haj,Belhadj|بنموسى;Benmoussa,Ben Moussa|بنعيسى;Benaissa,Ben Aissa|بنعمر;Benomar,Ben Omar
        بنصالح;Bensalah,Ben Salah|بنكيران;Benkirane,Ben Kiran|بوزيان;Bouziane,Bouzian|بوعزة;Bouazza,Bouaza
        بوطالب;Boutaleb,Bou Taleb|بوحلال;Bouhlal,Bouhlel|بوشيخي;Bouchikhi,Bouchiki|بوعياد;Bouayad,Bouayyad
        أيت علي;Ait Ali,Aït Ali|أيت لحسن;Ait Lahcen,Ait Lahsen|أيت بها;Ait Baha,Aït Baha|أيت موسى;Ait Moussa,Aït Moussa
        أوبيهي;Oubihi,Oubihy|أوعلي;Ouali,Ou Ali|أوحمو;Ouhammou,Ouhamou|أوعزيز;Ouaziz,Ouazziz|أمزيان;Ameziane,Amziane
        أزناك;Aznag,Aznak|أبرشان;Aberchane,Abarchan|أقصبي;Aksbi,Akesbi|أكدي;Agdi,Akdi|إكن;Iguen,Iken|أمغار;Amghar,Amrhar
        تيجاني;Tijani,Tidjani|جسوس;Jessous,Guessous|كنون;Guennoun,Kennoun|گديرة;Guedira,Gdira|الگراوي;Glaoui,El Glaoui
        القباج;Kabbaj,El Kabbaj,Qabbaj|العراقي;Iraqi,Laraki,El Iraki|السقاط;Sekkat,Sakkat|ابن شقرون;Benchekroun,Benchakroun
        الحلو;Helou,El Helou|المزوار;Mezouar,El Mezouar|زنيبر;Zniber,Znibar|الدباغ;Debbagh,Dabbagh|الحريشي;Horaichi,Lahrichi
        ملول;Melloul,Mloul|حمداني;Hamdani,Hemdani|شفيق;Chafik,Chafiq|رفيق;Rafik,Rafiq|لطفي;Lotfi,Loutfi|صابر;Saber,Sabir
        صبري;Sabri,Sebri|فكري;Fikri,Fekri|زكي;Zaki,Zeki|نجيب;Najib,Nagib|حفيظ;Hafid,Hafidh|ظريف;Drif,Dhrif|مزوز;Mazouz,Mezouz
        كريمي;Karimi,Krimi|سليماني;Slimani,Soulaimani|عثماني;Otmani,El Otmani|حسوني;Hassouni,Hassoune|موحى;Mouha,Moha
        زروق;Zerrouk,Zarrouk|قدوري;Kaddouri,Qaddouri|جناتي;Jennati,Janati|وهابي;Wahbi,Ouahabi|مشيشي;Mechichi,Mchichi
        عبيد;Abid,Obeid|عزوزي;Azzouzi,Azouzi|فتحي;Fathi,Fethi|مومني;Moumni,Moumeni|شكري;Choukri,Chokri|نصيري;Nassiri,Noussairi
        ورياش;Ouriach,Wariach|حساني;Hassani,Hessani|خلوفي;Khaloufi,Khelloufi|دحماني;Dahmani,Dehmani|رمضاني;Ramdani,Ramadani
        زيتوني;Zitouni,Zaitouni|سحنون;Sahnoun,Sehnoun|شهبون;Chahboun,Shahboun|صالحي;Salhi,Salihi|ضريف;Darif,Drif|طويل;Taouil,Tawil
        عليوي;Alioui,Aliwi|غفور;Ghafour,Rhafour|فرحات;Farhat,Ferhat|قاسمي;Kacimi,Kasmi,Qasmi|كرومي;Kroumi,Karroumi
        مباركي;Mbarki,Moubaraki|نعيمي;Naimi,Naïmi|هلالي;Hilali,Helali|وردي;Ouardi,Wardi|ياسيني;Yassini,Yacini
        """)

    /// What stands before a name to make a family name of it, with how families spell it.
    static let prefixes = [
        SpelledName(arabic: "بن", latin: ["Ben", "Ben "]),
        SpelledName(arabic: "أيت ", latin: ["Ait ", "Aït "]),
        SpelledName(arabic: "أو", latin: ["Ou", "Ou "]),
        SpelledName(arabic: "ولد ", latin: ["Ould ", "Ouled "]),
    ]

    /// A name and its weight.
    struct Weighted {
        let name: SpelledName
        let weight: Int
    }

    /// Names apart by lines and bars: Arabic; Latin, Latin; weight.
    private static func parse(_ text: String) -> [Weighted] {
        text.split { $0 == "\n" || $0 == "|" }.map { entry in
            let parts = entry.split(separator: ";").map(String.init)
            return Weighted(
                name: SpelledName(
                    arabic: parts[0], latin: parts[1].split(separator: ",").map(String.init)),
                weight: parts.count > 2 ? Int(parts[2]) ?? 1 : 1)
        }
    }
}
