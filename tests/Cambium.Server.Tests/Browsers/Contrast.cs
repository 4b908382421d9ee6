namespace Cambium.Server.Tests;

/// <summary>Finds text that is too faint to read: WCAG 2.2, success criterion 1.4.3, level AA (4.5 to 1; large text 3 to 1).</summary>
static class Contrast
{
    /// <summary>A script that lists every faint piece of text of the page with its contrast.</summary>
    internal const string Script =
        """
        () => {
          const canvas = document.createElement('canvas');
          canvas.width = canvas.height = 1;
          const context = canvas.getContext('2d', { willReadFrequently: true });
          const paint = colours => {
            context.clearRect(0, 0, 1, 1);
            for (const colour of colours) {
              context.fillStyle = colour;
              context.fillRect(0, 0, 1, 1);
            }
            return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
          };
          const luminance = rgb => {
            const [r, g, b] = rgb.map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const faint = [];
          for (const element of document.querySelectorAll('body *')) {
            const hasText = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
            if (!hasText || element.closest('script, style, svg, :disabled, .big, .skip') || !element.checkVisibility()) {
              continue;
            }
            const grounds = [];
            for (let at = element; at; at = at.parentElement) {
              grounds.unshift(getComputedStyle(at).backgroundColor);
            }
            const style = getComputedStyle(element);
            const ground = luminance(paint(grounds));
            const text = luminance(paint([...grounds, style.color]));
            const contrast = (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05);
            const size = parseFloat(style.fontSize);
            const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
            if (contrast < (isLarge ? 3 : 4.5)) {
              faint.push(`${contrast.toFixed(2)} ${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 40)}`);
            }
          }
          return [...new Set(faint)];
        }
        """;
}
