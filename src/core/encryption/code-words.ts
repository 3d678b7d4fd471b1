/**
 * 256 words for people who compare without pictures: short, concrete, calm, and any two more than one letter apart. Chosen from
 * the short list of Joseph Bonneau and the Electronic Frontier Foundation (2016, "EFF's New Wordlists for Random
 * Passphrases"), CC BY 3.0 US; the choice and the order are ours. See NOTICE.txt beside this file.
 */
export const CODE_WORDS: readonly string[] = `
acorn agent amuse angel ankle apple april apron arena arise aroma array atlas attic audio bacon
badge bagel baker banjo barn basil bath boat bonus boots brick brook brush bunny cameo canal canon
cargo carol cedar chair cheer chef cider city clay clean clock cloth cloud coast coil comic coral
couch cozy craft crate crown curry cycle daisy dance dandy data dawn denim depth derby desk disco
dish doll donut dove drum duck duo eagle early earth easel eaten echo elbow elm email ferry fiber
fifty film finch five flag flask flip foam fox frame fresh fried frost fruit game gecko gift glove
good grape grass guide halo happy hazel hedge help herbs igloo iron item ivory ivy jazz jelly jet
joy juicy july jumbo kite kitty kiwi koala ladle land lemon lilac lily lion lunch lyric mango map
mocha motor mouse mouth movie mule music nacho nail neon nest oak oasis ocean olive onion open otter
oval owl ozone palm panda paper park party pasta patio pecan penny petal photo plant plaza plow poem
pond poppy print puma quiet radio rake ranch raven relax rice ripen river robe robin rock royal ruby
sage salad salsa salt sauna scarf scuba seven sheep shell ship shirt silk skate sky smile snack
snowy spoon sport step stool storm straw sugar surf sushi swan swim syrup taco tart thank thumb
tiger tile tiny train tray treat tree truck tulip twine uncle urban video visor voice wagon walk
watch water wheat wind wool work yard year yoga yummy zebra zoom
`
  .trim()
  .split(/\s+/);
