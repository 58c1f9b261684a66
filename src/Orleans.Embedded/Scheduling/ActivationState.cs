namespace Orleans.Runtime;

internal enum ActivationState : byte
{
    Creating,
    Activating,
    Valid,
    Deactivating,
    Invalid,
}
