/** Words of one script, as long as a hub's 24 bytes allow beside a number of five digits. */
export type ScriptWords = { hubs: string[]; objects: string[]; streets: string[]; people: string[] };

/** Three scripts, so that sorting, search and the limit in bytes meet more than one. An object keeps to one. */
export const fleetWords: ScriptWords[] = [
  {
    hubs: [
      "Packhouse",
      "Warehouse",
      "Bakery",
      "Workshop",
      "Boat shed",
      "Clinic",
      "Whare",
      "Kōwhai",
      "Māngere",
      "Office",
    ],
    objects: [
      "Ponsonby store",
      "Māngere packhouse",
      "Devonport villa",
      "Takapuna club",
      "Ōrākei school",
      "Albany yard",
    ],
    streets: ["Queen Street", "Karangahape Road", "Dominion Road", "Tāmaki Drive", "Great North Road"],
    people: ["Aroha Ngata", "Tom Fairweather", "Hemi Parata", "Grace Liu", "Priya Patel", "Jack Hōhepa"],
  },
  {
    hubs: ["Склад", "Пекарня", "Квартира", "Офіс", "Гараж", "Клініка", "Школа", "Садиба", "Аптека", "Їдальня"],
    objects: [
      "Склад на Подолі",
      "Пекарня на Лукʼянівці",
      "Офіс на Печерську",
      "Садиба у Вишгороді",
      "Школа на Оболоні",
    ],
    streets: ["вул. Хорива", "вул. Сагайдачного", "просп. Перемоги", "вул. Біломорська", "бул. Лесі Українки"],
    people: ["Олена Мороз", "Ігор Литвин", "Наталія Гончар", "Степан Ковальчук", "Їва Шульга"],
  },
  {
    hubs: ["Αποθήκη", "Φούρνος", "Γραφείο", "Γκαράζ", "Κλινική", "Σχολείο", "Ταβέρνα", "Οικία", "Κτήμα", "Ξενώνας"],
    objects: ["Αποθήκη Πειραιά", "Φούρνος στο Κουκάκι", "Γραφείο στο Μαρούσι", "Ταβέρνα στη Χίο", "Σχολείο στο Βόλο"],
    streets: ["οδός Ερμού", "λεωφ. Κηφισίας", "οδός Αθηνάς", "οδός Σταδίου", "λεωφ. Συγγρού"],
    people: ["Ελένη Παππά", "Γιώργος Δήμου", "Μαρία Κώστα", "Νίκος Ράπτης", "Σοφία Λάμπρου"],
  },
];
