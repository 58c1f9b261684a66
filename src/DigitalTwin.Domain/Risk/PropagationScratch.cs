using System.Runtime.InteropServices;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>Reusable working memory of one propagation, stamped by epoch like a trace's.</summary>
internal sealed class PropagationScratch(CompiledNetwork network)
{
    internal struct Mark
    {
        public int Epoch;
        public int Via;
        public int Previous;
        /// <summary>Earliest arrival of the middle of a front, s.</summary>
        public float Seconds;
        /// <summary>Of the arrival along that way, s².</summary>
        public float Variance;
        /// <summary>Matter or extra flow that passes here each second.</summary>
        public float Load;
    }

    internal readonly Mark[] Marks = new Mark[network.NodeCount];
    internal readonly MinHeap Heap = new();
    internal int Epoch;
    private Reached[] _reached = new Reached[256];
    private int _count;
    private readonly List<Crossing> _crossings = [];

    public ReadOnlySpan<Reached> Reached => _reached.AsSpan(0, _count);
    public ReadOnlySpan<Crossing> Crossings => CollectionsMarshal.AsSpan(_crossings);

    /// <summary>Backwater upstream; empty when nothing was flooded since <see cref="Begin"/>.</summary>
    public Flood Flood => _flood ??= new Flood(network, this);
    public List<Rise> Rises { get; } = [];
    public List<Crossing> CrossingList => _crossings;
    private Flood? _flood;

    public void Begin()
    {
        _count = 0;
        _crossings.Clear();
        Rises.Clear();
        NewMarks();
    }

    /// <summary>Forgets the marks and keeps what was found with them.</summary>
    public void NewMarks()
    {
        Heap.Clear();
        if (++Epoch > 0) return;
        Array.Clear(Marks);
        Epoch = 1;
    }

    public int Add(in Reached reached)
    {
        if (_count == _reached.Length) Array.Resize(ref _reached, _count * 2);
        _reached[_count] = reached;
        return _count++;
    }

    public void Cross(in Crossing crossing) => _crossings.Add(crossing);

    /// <summary>The next node to finish: everything upstream of it that was reached is done. −1 when none is left.</summary>
    /// <param name="ahead">A node known to be open but not in the heap; −1 for none.</param>
    public int Next(int ahead)
    {
        if (Heap.Count == 0) return ahead;
        if (ahead >= 0 && ahead <= Heap.Least) return ahead;
        if (ahead >= 0) Heap.Push(ahead, ahead);
        return Heap.Pop(out _);
    }
}
