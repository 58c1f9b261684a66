namespace Orleans.Serialization;

/// <summary>A value cannot cross a grain interface. The message names the type and what is wrong with it.</summary>
public class SerializerException(string message) : Exception(message);

/// <summary>Nothing says how values of the type cross: it lacks <see cref="GenerateSerializerAttribute"/>.</summary>
public sealed class CodecNotFoundException(string message) : SerializerException(message);
