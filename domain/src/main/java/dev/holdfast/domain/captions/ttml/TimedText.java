package dev.holdfast.domain.captions.ttml;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.captions.ExportedCaptions;
import dev.holdfast.domain.captions.ImportedCaptions;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.FileWriter;
import dev.holdfast.domain.format.ReadFile;
import dev.holdfast.domain.format.ReadOptions;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.format.WrittenFile;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Timed text of broadcasters: TTML2 is read (and TTML1, DFXP, EBU-TT-D and SMPTE-TT as far as they are the same), and the text profile of
 * IMSC 1.1 is written. Source: W3C "Timed Text Markup Language 2", W3C "TTML Profiles for Internet Media Subtitles and Captions
 * 1.1".
 */
public final class TimedText implements FileReader, FileWriter {

    private static final Pattern BEGINNING =
            Pattern.compile("\\s*+(?:<\\?[^>]*+>\\s*+|<!--.*?-->\\s*+)*+<(?:[A-Za-z0-9_]++:)?+tt\\b", Pattern.DOTALL);

    @Override
    public boolean recognises(String file) {
        return BEGINNING.matcher(ImportedCaptions.beginning(file)).lookingAt();
    }

    @Override
    public ReadFile read(String file, ReadOptions options, int maxBlocks) {
        return new TimedTextReader(maxBlocks).read(ImportedCaptions.storable(file));
    }

    @Override
    public WrittenFile write(List<Block> blocks, WriteOptions options) {
        return new TimedTextWriter(ExportedCaptions.of(blocks)).write();
    }
}
