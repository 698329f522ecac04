import type { Place } from "../place";

/** 20 places in Italy with 21 hubs, all billed to one reseller. */
export const sicuraPlaces: Place[] = [
  {
    name: "Panificio Trastevere",
    address: "Via della Lungaretta 48, Roma",
    endUser: "Antonio Esposito",
    reference: "SC-0201",
    hubs: [{ name: "Panificio", model: "HUB_2", state: "ACTIVATED_ONLINE", payer: "harbor" }],
  },
  {
    name: "Farmacia San Lorenzo",
    address: "Via Tiburtina 103, Roma",
    endUser: "Farmacia San Lorenzo",
    reference: "SC-0202",
    hubs: [
      { name: "Farmacia banco", model: "HUB_2_PLUS", state: "ACTIVATED_ONLINE", story: "RESTARTED", payer: "harbor" },
      { name: "Farmacia deposito", model: "HUB_2", state: "ACTIVATED_ONLINE", story: "RESUMED", payer: "harbor" },
    ],
  },
  {
    name: "Villa Belvedere",
    address: "Via Appia Antica 210, Roma",
    endUser: "Famiglia Colonna",
    reference: "SC-0203",
    hubs: [
      {
        name: "Villa Belvedere",
        model: "HUB_HYBRID_4G",
        state: "ACTIVATED_ONLINE",
        story: "RETURNED",
        payer: "harbor",
      },
    ],
  },
  {
    name: "Studio legale Marini",
    address: "Corso Vittorio Emanuele 87, Roma",
    endUser: "Elena Marini",
    hubs: [{ name: "Studio Marini", model: "HUB_2_4G", state: "ACTIVATED_ONLINE", story: "NEW", payer: "harbor" }],
  },
  {
    name: "Officina Ostiense",
    address: "Via Ostiense 161, Roma",
    endUser: "Fabio Ricci",
    reference: "SC-0205",
    hubs: [{ name: "Officina", model: "HUB_2", state: "ACTIVATED_ONLINE", payer: "harbor" }],
  },
  {
    name: "Casa al mare",
    address: "Lungomare Duilio 12, Ostia",
    endUser: "Paola Galli",
    hubs: [{ name: "Casa al mare", model: "HUB_2", state: "ACTIVATED_OFFLINE", payer: "harbor" }],
  },
  {
    name: "Gelateria Prati",
    address: "Via Cola di Rienzo 201, Roma",
    endUser: "Gelateria Prati",
    reference: "SC-0207",
    hubs: [{ name: "Gelateria", model: "HUB_2_PLUS", state: "DRIFT", payer: "harbor" }],
  },
  {
    name: "Appartamento Monti",
    address: "Via dei Serpenti 33, Roma",
    endUser: "Silvia Fontana",
    hubs: [{ name: "Monti, 3º piano", model: "HUB", state: "EXPIRES_SOON", payer: "harbor" }],
  },
  {
    name: "Libreria Testaccio",
    address: "Piazza Santa Maria Liberatrice 9, Roma",
    endUser: "Davide Leone",
    reference: "SC-0209",
    hubs: [{ name: "Libreria", model: "HUB_2", state: "EXPIRES_SOON", story: "RETURNED", payer: "harbor" }],
  },
  {
    name: "Cantina Frascati",
    address: "Via di Fontana Vecchia 5, Frascati",
    endUser: "Cantina Sansone",
    hubs: [{ name: "Cantina", model: "HUB_HYBRID", state: "EXPIRES_SOON", payer: "harbor" }],
  },
  {
    name: "Palestra Tuscolana",
    address: "Via Tuscolana 744, Roma",
    endUser: "Palestra Tuscolana",
    reference: "SC-0211",
    hubs: [{ name: "Palestra", model: "HUB_PLUS", state: "STOPPED_THIS_MONTH", payer: "harbor" }],
  },
  {
    name: "Bottega Borgo Pio",
    address: "Borgo Pio 66, Roma",
    endUser: "Rosa Caruso",
    hubs: [{ name: "Bottega", model: "HUB_2", state: "ENDED_AT_BOUNDARY", payer: "harbor" }],
  },
  {
    name: "Magazzino Fiumicino",
    address: "Via della Scafa 90, Fiumicino",
    endUser: "Trasporti Tirreno",
    reference: "SC-0213",
    hubs: [
      { name: "Magazzino 2", model: "HUB_HYBRID_4G", state: "ENDED_AT_BOUNDARY", story: "RESTARTED", payer: "harbor" },
    ],
  },
  {
    name: "Agriturismo La Quercia",
    address: "Strada Campagnanese 14, Formello",
    endUser: "Stefano Marchetti",
    hubs: [{ name: "La Quercia", model: "HUB_2_4G", state: "NEVER_ONLINE" }],
  },
  {
    name: "Attico Parioli",
    address: "Viale dei Parioli 52, Roma",
    endUser: "Laura De Santis",
    hubs: [{ name: "Attico", model: "HUB_2_PLUS", state: "NEVER_ONLINE" }],
  },
  {
    name: "Rifugio Terminillo",
    address: "Via Campo Forogna 3, Rieti",
    endUser: "Club Alpino Rieti",
    hubs: [{ name: "Rifugio", model: "HUB_2_4G", state: "NEVER_OFFLINE" }],
  },
  {
    name: "Sartoria Campo Marzio",
    address: "Via di Campo Marzio 18, Roma",
    endUser: "Sartoria Greco",
    hubs: [{ name: "Sartoria", model: "HUB", state: "NO_SIM" }],
  },
  {
    name: "Bar Centrale",
    address: "Via Nazionale 230, Roma",
    endUser: "Matteo Costa",
    hubs: [{ name: "Bar Centrale", model: "HUB_2", state: "SIM_FOREIGN" }],
  },
  {
    name: "Ambulatorio Garbatella",
    address: "Piazza Bartolomeo Romano 6, Roma",
    endUser: "Ambulatorio Garbatella",
    hubs: [{ name: "Ambulatorio", model: "HUB_2", state: "SIM_DEFECTIVE" }],
  },
  {
    name: "Tipografia Pigneto",
    address: "Via del Pigneto 115, Roma",
    endUser: "Tipografia Pigneto",
    reference: "SC-0220",
    hubs: [{ name: "Tipografia", model: "HUB_2", state: "STILL_SWITCHING_OFF", payer: "harbor" }],
  },
];
