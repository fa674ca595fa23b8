use super::timing::later;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Response, Url};

use super::dom::{document, window};

#[wasm_bindgen]
extern "C" {
    /// A file with where it is below the folder that the user chose, which `web-sys` does not have.
    #[wasm_bindgen(extends = File)]
    type FileBelow;

    #[wasm_bindgen(method, getter, js_name = webkitRelativePath)]
    fn path(this: &FileBelow) -> Option<String>;
}

/// A file's name, with the folders below the one that the user chose: two of them may have files of the
/// same names.
pub fn name_of_file(file: &File) -> String {
    let path = file.unchecked_ref::<FileBelow>().path();
    path.filter(|it| !it.is_empty())
        .unwrap_or_else(|| file.name())
}

/// The bytes of a file that the user chose.
pub async fn read_file(file: &File) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// A file that is shipped with the app, on its way.
#[derive(Debug)]
pub struct Fetching(JsFuture);

impl Fetching {
    /// Asks for the file at once, whenever it will be waited for.
    pub fn begin(path: &str) -> Self {
        Self(window().fetch_with_str(path).into())
    }

    pub async fn bytes(self) -> Result<Vec<u8>, JsValue> {
        let response: Response = self.0.await?.dyn_into()?;
        if !response.ok() {
            return Err(JsValue::from_str(&response.status_text()));
        }
        let buffer = JsFuture::from(response.array_buffer()?).await?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

/// Hands a file to the user.
pub fn download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken what it needs once the click returned; some read it later.
    later(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
