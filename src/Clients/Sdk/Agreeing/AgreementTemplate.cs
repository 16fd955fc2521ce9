using System.Reflection;
using System.Text.Json;
using Google.Protobuf;
using SharingHub.V1;

namespace SharingHub.Sdk.Agreeing;

/// <summary>Terms for what the law already says, as data in this assembly (<c>Agreeing/Templates</c>). Only the parties are missing.</summary>
public sealed class AgreementTemplate
{
    private const string Extension = ".json";

    private static readonly string Folder = $"{typeof(AgreementTemplate).Namespace}.Templates.";

    private readonly AgreementTerms _terms;

    private AgreementTemplate(string name, JsonElement template)
    {
        Name = name;
        Title = template.GetProperty("title").GetString()!;
        Source = template.GetProperty("source").GetString()!;
        Says = template.GetProperty("says").GetString()!;
        _terms = JsonParser.Default.Parse<AgreementTerms>(template.GetProperty("terms").GetRawText());
    }

    /// <summary>All templates, by name.</summary>
    public static IReadOnlyList<AgreementTemplate> All { get; } = [.. Read().OrderBy(template => template.Name, StringComparer.Ordinal)];

    /// <summary>What it is asked for by, such as <c>19cfr133.21b</c>.</summary>
    public string Name { get; }

    /// <summary>In one line.</summary>
    public string Title { get; }

    /// <summary>The text of law, with the version that was read.</summary>
    public string Source { get; }

    /// <summary>What that text lets pass.</summary>
    public string Says { get; }

    /// <summary>The template of this name; null when there is none.</summary>
    public static AgreementTemplate? Find(string name) => All.FirstOrDefault(template => template.Name == name);

    /// <summary>Terms to propose.</summary>
    /// <param name="provider">Member id.</param>
    /// <param name="recipients">Member ids, at least one.</param>
    /// <param name="purposes">In place of the template's own; empty leaves those.</param>
    /// <param name="brands">Only records of these brands, for a recipient that owns these marks only; empty means of any.</param>
    public AgreementTerms For(string provider, IEnumerable<string> recipients, IReadOnlyCollection<Purpose>? purposes = null, IReadOnlyCollection<string>? brands = null)
    {
        var terms = _terms.Clone();
        terms.Provider = provider;
        terms.Recipients.AddRange(recipients);
        foreach (var grant in terms.Grants)
        {
            if (purposes is { Count: > 0 })
            {
                grant.Purposes.Clear();
                grant.Purposes.AddRange(purposes);
            }

            if (brands is { Count: > 0 })
                (grant.Conditions ??= new Conditions()).Brands.AddRange(brands);
        }

        return terms;
    }

    private static IEnumerable<AgreementTemplate> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var json = JsonDocument.Parse(stream);
            yield return new AgreementTemplate(resource[Folder.Length..^Extension.Length], json.RootElement);
        }
    }
}
