using System.Runtime.CompilerServices;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Reusable working memory of one trace: a mark a node, stamped by epoch so that nothing need be cleared between traces.</summary>
internal sealed class TraceScratch(CompiledNetwork network) : IDisposable
{
    internal struct Mark
    {
        public int Epoch;
        /// <summary>Link by which the node was reached first; −1 at the start.</summary>
        public int Via;
        public float Seconds;
        public float Metres;
    }

    internal readonly Mark[] Marks = new Mark[network.NodeCount];
    internal int[] Order = new int[256];
    internal int Count;
    internal int Epoch;
    internal readonly MinHeap Heap = new();
    private PropagationScratch? _propagation;

    /// <summary>Made when a propagation first needs it.</summary>
    internal PropagationScratch Propagation => _propagation ??= new PropagationScratch(network);

    public void Begin()
    {
        Count = 0;
        Heap.Clear();
        Epoch += 2; // The odd epoch marks what is settled.
        if (Epoch <= 0)
        {
            Array.Clear(Marks);
            Epoch = 2;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Settle(int node)
    {
        if (Count == Order.Length) Array.Resize(ref Order, Count * 2);
        Order[Count++] = node;
    }

    public void Dispose() => network.Return(this);
}

/// <summary>Binary heap of nodes by a float key; grows as needed, never shrinks.</summary>
internal sealed class MinHeap
{
    private float[] _keys = new float[64];
    private int[] _nodes = new int[64];

    public int Count { get; private set; }
    public float Least => _keys[0];

    public void Clear() => Count = 0;

    public void Push(float key, int node)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _nodes, Count * 2);
        }
        var i = Count++;
        while (i > 0)
        {
            var parent = (i - 1) >> 1;
            if (_keys[parent] <= key) break;
            (_keys[i], _nodes[i]) = (_keys[parent], _nodes[parent]);
            i = parent;
        }
        (_keys[i], _nodes[i]) = (key, node);
    }

    public int Pop(out float key)
    {
        var top = _nodes[0];
        key = _keys[0];
        var (lastKey, lastNode) = (_keys[--Count], _nodes[Count]);
        var i = 0;
        while (true)
        {
            var child = 2 * i + 1;
            if (child >= Count) break;
            if (child + 1 < Count && _keys[child + 1] < _keys[child]) child++;
            if (_keys[child] >= lastKey) break;
            (_keys[i], _nodes[i]) = (_keys[child], _nodes[child]);
            i = child;
        }
        (_keys[i], _nodes[i]) = (lastKey, lastNode);
        return top;
    }
}
