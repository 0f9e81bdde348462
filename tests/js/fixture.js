// A small payload, made by hand: one place, three records, and the words for the pure parts.

export const payload = /** @type {any} */ ({
  first: 0,
  last: 400,
  known: 400,
  dir: "ltr",
  days: [
    [10, ["town"], 0],
    [20, ["town"], 1],
    [200, ["town"], 0],
    [300, ["town"], 1],
  ],
  months: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
  monthsShort: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
  weekdays: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  words: {
    date_long: "EEEE d MMMM y",
    date: "d MMMM y",
    date_short: "d MMM y",
    with: " with ",
    changing: "Changing hands",
    possibly: "{force}, possibly",
    with_status: "{force}, {status}",
    nobody_known: "Not known who",
    unknown_who: "Not known; {force} before and after",
    presence: "Presence",
  },
  forces: { a: { name: "Alphas", family: "one" }, b: { name: "Betas", family: "two" } },
  places: { town: { name: "Town", shape: "zone", inView: true, covered: true } },
  records: [
    { force: "a", status: "control", standing: "reported", sources: [0], contradicts: [], denied: [] },
    { force: "b", status: "control", standing: "claimed", sources: [0, 1], contradicts: [], denied: [] },
    { force: "b", status: "presence", standing: "confirmed", sources: [0, 1], contradicts: [], denied: [] },
  ],
  certain: 5,
  holdings: {
    town: [
      [10, [[0, 5, 0, 1]]],
      [
        20,
        [
          [0, 3, 0, 1],
          [1, 1, 0, 1],
        ],
      ],
      [
        30,
        [
          [0, 1, 1, 1],
          [1, 3, 0, 1],
        ],
      ],
      [200, [[0, 0, 0, 0]]],
      [
        300,
        [
          [1, 5, 0, 1],
          [2, 5, 0, 0],
        ],
      ],
    ],
  },
  events: [
    { id: "near", day: 20, latest: 25 },
    { id: "vague", day: 0, latest: 300 },
  ],
});
