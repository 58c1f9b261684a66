namespace DigitalTwin.Ingest.Files.Text;

/// <summary>Rows of a CSV or TSV file (RFC 4180, read leniently), one at a time in memory that does not grow with the file.</summary>
/// <remarks>A quote counts at the beginning of a cell only; what follows its closing quote is kept as text. Rows end with LF, CRLF or CR.</remarks>
internal sealed class DelimitedReader
{
    public const int MaxCells = 5000;
    /// <summary>A row that is longer has lost a quote somewhere.</summary>
    public const int MaxRowCharacters = 1 << 20;

    private readonly CharacterSource _source;
    private readonly char[] _buffer = new char[64 * 1024];
    private int _at, _end;
    private char[] _row = new char[4096];
    private int _length;
    private readonly List<int> _ends = [];
    private bool _isEnded, _skipLineFeed;

    private DelimitedReader(CharacterSource source) => _source = source;

    public char Delimiter { get; private set; }
    /// <summary>From 1, as a spreadsheet counts: a quoted cell of three lines is one row.</summary>
    public int Row { get; private set; }
    public int Cells => _ends.Count;
    public ReadOnlySpan<char> Cell(int index) => _row.AsSpan((index == 0 ? 0 : _ends[index - 1])..(_ends[index])).Trim();
    public bool IsBlank => Cells <= 1 && (Cells == 0 || Cell(0).IsEmpty);

    /// <param name="delimiter">As in a profile; <c>auto</c> chooses by the beginning of the text.</param>
    public static async Task<DelimitedReader> Open(CharacterSource source, string delimiter, CancellationToken cancel)
    {
        var reader = new DelimitedReader(source);
        while (reader._end < reader._buffer.Length && await reader.Fill(cancel)) { }
        reader.Delimiter = Delimiters.Choose(delimiter, reader._buffer.AsSpan(0, reader._end));
        return reader;
    }

    /// <summary>False at the end.</summary>
    /// <exception cref="FileFormatException">The row has no end within bounds.</exception>
    public async ValueTask<bool> Read(CancellationToken cancel)
    {
        (_length, var state) = (0, State.CellStart);
        _ends.Clear();
        while (true)
        {
            if (_at == _end)
            {
                (_at, _end) = (0, 0);
                if (!await Fill(cancel)) return FinishLast(state);
            }
            if (Scan(ref state)) return true;
        }
    }

    private enum State { CellStart, Plain, Quoted, QuoteInQuoted }

    /// <summary>Goes on through the buffer; true where it came to the row's end.</summary>
    private bool Scan(ref State state)
    {
        while (_at < _end)
        {
            var c = _buffer[_at++];
            if (c == '"' && state is State.CellStart) state = State.Quoted;
            else if (c == ' ' && state is State.CellStart) continue; // Blanks before a quote do not make it text.
            else if (c == '"' && state is State.Quoted) state = State.QuoteInQuoted;
            else if (state is State.Quoted) Keep(c);
            else if (c == '"' && state is State.QuoteInQuoted)
            {
                Keep(c);
                state = State.Quoted;
            }
            else if (c == Delimiter)
            {
                EndCell();
                state = State.CellStart;
            }
            else if (c is '\n' or '\r')
            {
                if (c == '\n' && _skipLineFeed)
                {
                    _skipLineFeed = false;
                    continue;
                }
                _skipLineFeed = c == '\r';
                EndCell();
                Row++;
                return true;
            }
            else
            {
                Keep(c);
                state = State.Plain;
            }
            _skipLineFeed = false;
        }
        return false;
    }

    private bool FinishLast(State state)
    {
        if (state == State.Quoted) throw new FileFormatException(Row + 1, Cells + 1, "a quote is opened here and never closed");
        if (_length == 0 && Cells == 0 && state == State.CellStart) return false;
        if (_isEnded) return false;
        _isEnded = true;
        EndCell();
        Row++;
        return true;
    }

    private async Task<bool> Fill(CancellationToken cancel)
    {
        var read = await _source.Read(_buffer.AsMemory(_end), cancel);
        _end += read;
        return read > 0;
    }

    private void Keep(char c)
    {
        if (_length == MaxRowCharacters) throw new FileFormatException(Row + 1, Cells + 1, $"the row has more than {MaxRowCharacters} characters; a quote may be opened and never closed");
        if (_length == _row.Length) Array.Resize(ref _row, _row.Length * 2);
        _row[_length++] = c;
    }

    private void EndCell()
    {
        if (_ends.Count == MaxCells) throw new FileFormatException(Row + 1, MaxCells, $"the row has more than {MaxCells} cells");
        _ends.Add(_length);
    }
}

/// <summary>The file is no table that can be read; says where, in rows and columns from 1.</summary>
internal sealed class FileFormatException(int row, int column, string why) : FormatException($"Row {row}, column {column}: {why}.")
{
    public int Row => row;
    public int Column => column;
}
