using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Gis.Export;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Storage;

namespace DigitalTwin.Host.Cli;

/// <summary><c>export NETWORK --format swmm|epanet|geojson</c>: writes a network from the running server, or from a data folder that no server holds.</summary>
internal static class ExportCommand
{
    public const string Usage = "Usage: twin export NETWORK --format swmm|epanet|geojson [--out FILE] [--crs EPSG:n] [--url URL | --data DIR]";

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var given = new Arguments(args, Usage, "format", "out", "crs", "url", "data");
        var name = given.File ?? throw new CommandException($"A network's name is missing. {Usage}");
        var (format, crs) = (given.Get("format"), given.Find("crs"));
        if (!NetworkExport.Formats.Contains(format)) throw new CommandException($"--format is '{format}'; expected {string.Join(", ", NetworkExport.Formats)}.");
        var text = given.Find("data") is { } folder ? await FromFolder(folder, name, format, crs) : await FromServer(given.Find("url"), name, format, crs);
        if (given.Find("out") is not { } file)
        {
            Console.Write(text);
            return 0;
        }
        await File.WriteAllTextAsync(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Console.WriteLine($"{name} is in {file}, {new FileInfo(file).Length} bytes.");
        return 0;
    }

    private static async Task<string> FromServer(string? url, string name, string format, string? crs)
    {
        using var server = await ServerClient.Connect(url);
        var path = $"/api/v1/networks/{Uri.EscapeDataString(name)}/export?format={format}{(crs is null ? "" : $"&crs={Uri.EscapeDataString(crs)}")}";
        using var answer = await server.Send(() => new HttpRequestMessage(HttpMethod.Get, path));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : throw new CommandException(await ServerClient.Explain(answer));
    }

    private static async Task<string> FromFolder(string folder, string name, string format, string? crs)
    {
        await using var provider = DataFolders.Open(folder);
        var registry = provider.GetRequiredService<IRegistry>();
        if (registry.Find(name) is not { } network) throw new CommandException($"There is no network '{name}' in {folder}; expected one of: {string.Join(", ", registry.Networks)}.");
        if (NetworkExport.Fault(network, format, crs) is { } fault) throw new CommandException($"--{fault.Field}: {fault.Why}");
        var text = new StringWriter();
        NetworkExport.Write(network, format, crs, text);
        return text.ToString();
    }
}

/// <summary>The storage of a data folder that no server holds.</summary>
internal static class DataFolders
{
    /// <exception cref="CommandException">There is no such folder.</exception>
    public static ServiceProvider Open(string folder)
    {
        if (!Directory.Exists(folder)) throw new CommandException($"There is no data folder '{folder}'.");
        var settings = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();
        var storage = settings.GetSection(TwinOptions.Section).Get<TwinOptions>()?.Storage ?? new();
        var services = new ServiceCollection();
        if (storage.IsPostgres) services.AddPostgresStorage(folder, storage.Postgres!, grains: false);
        else services.AddSqliteStorage(folder, grains: false);
        return services.BuildServiceProvider();
    }
}
