// Parses a file again and again with videojs-vtt.js and prints how many milliseconds each time took.
import { readFileSync } from "node:fs";
import vtt from "videojs-vtt.js";

const [file, times] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const window = { VTTCue: vtt.VTTCue, VTTRegion: vtt.VTTRegion };

for (let i = 0; i < Number(times); i++) {
  let cues = 0;
  const start = performance.now();
  const parser = new vtt.WebVTT.Parser(window, vtt.WebVTT.StringDecoder());
  parser.oncue = () => cues++;
  parser.onparsingerror = (error) => {
    throw error;
  };
  parser.parse(text);
  parser.flush();
  console.log(performance.now() - start, cues);
}
