//! One model: opened from bytes, its inputs and outputs checked against the contract, run on one thread. Knows no
//! tensor by name: which there must be, `acoustic` and `vocoder` say.

use super::Runtime;
use crate::synth::error::{ModelError, Tensor};
use ort::ep::CPU;
use ort::session::builder::SessionBuilder;
use ort::session::{Session, SessionInputValue, SessionOutputs};
use ort::value::{Outlet, TensorElementType, ValueType};

/// An open model.
pub(super) struct Model {
    name: &'static str,
    session: Session,
}

/// Any size will do.
pub(super) const ANY: Option<usize> = None;

/// An input the contract asks for.
pub(super) fn input(name: &'static str, element: &'static str, shape: &[Option<usize>]) -> Tensor {
    tensor("input", name, element, shape)
}

/// An output the contract asks for.
pub(super) fn output(name: &'static str, element: &'static str, shape: &[Option<usize>]) -> Tensor {
    tensor("output", name, element, shape)
}

fn tensor(side: &'static str, name: &'static str, element: &'static str, shape: &[Option<usize>]) -> Tensor {
    Tensor {
        side,
        name,
        element,
        shape: shape.to_vec(),
    }
}

impl Model {
    /// Opens a model and checks that it has each of `wanted`.
    pub(super) fn open(
        runtime: &Runtime,
        name: &'static str,
        bytes: &[u8],
        wanted: &[Tensor],
    ) -> Result<Self, ModelError> {
        let load = |source: ort::Error| ModelError::Load {
            model: name,
            source: Box::new(source),
        };
        let session = configure(runtime)
            .and_then(|mut builder| builder.commit_from_memory(bytes))
            .map_err(load)?;
        for tensor in wanted {
            let side = if tensor.side == "input" {
                session.inputs()
            } else {
                session.outputs()
            };
            if !side.iter().any(|outlet| keeps(outlet, tensor)) {
                return Err(ModelError::Missing {
                    model: name,
                    wanted: Box::new(tensor.clone()),
                    found: side.iter().map(describe).collect(),
                });
            }
        }
        Ok(Self { name, session })
    }

    /// The last size of an output, where the model fixes it.
    pub(super) fn last_size(&self, output: &str) -> Option<usize> {
        let outlet = self.session.outputs().iter().find(|o| o.name() == output)?;
        usize::try_from(*outlet.dtype().tensor_shape()?.last()?).ok()
    }

    /// Runs the model.
    pub(super) fn run<'s, const N: usize>(
        &'s mut self,
        inputs: [(&'static str, Result<SessionInputValue<'_>, ort::Error>); N],
    ) -> Result<Outputs<'s>, ModelError> {
        let model = self.name;
        let failed = |source: ort::Error| ModelError::Run {
            model,
            source: Box::new(source),
        };
        let mut values = Vec::with_capacity(N);
        for (name, value) in inputs {
            values.push((std::borrow::Cow::Borrowed(name), value.map_err(failed)?));
        }
        let values = self.session.run(values).map_err(failed)?;
        Ok(Outputs { model, values })
    }
}

/// One thread (workers run side by side), no memory pattern (it would keep a plan for every length it meets), no arena (it
/// would keep what the longest utterance needs, rounded up to a power of two, for each graph of each voice on each
/// worker), reproducible kernels, no log of its own (what goes wrong comes back as an error).
fn configure(runtime: &Runtime) -> Result<SessionBuilder, ort::Error> {
    let builder = Session::builder(&runtime.environment)?
        .with_intra_threads(1)?
        .with_inter_threads(1)?
        .with_memory_pattern(false)?
        .with_execution_providers([CPU::default().with_arena_allocator(false).build()])?
        .with_deterministic_compute(true)?
        .with_log_level(ort::logging::LogLevel::Fatal)?;
    Ok(builder)
}

/// What a model gave.
pub(super) struct Outputs<'s> {
    model: &'static str,
    values: SessionOutputs<'s>,
}

impl Outputs<'_> {
    /// An output of just this shape, row-major.
    pub(super) fn take(&self, name: &'static str, expected: &[usize]) -> Result<Vec<f32>, ModelError> {
        let (shape, values) = self.tensor(name)?;
        if shape != expected {
            return Err(ModelError::Shape {
                model: self.model,
                tensor: name,
                expected: expected.to_vec(),
                found: shape,
            });
        }
        Ok(values.to_vec())
    }

    /// The shape of an output and its values.
    pub(super) fn tensor(&self, name: &'static str) -> Result<(Vec<usize>, &[f32]), ModelError> {
        let failed = |source: ort::Error| ModelError::Run {
            model: self.model,
            source: Box::new(source),
        };
        let missing = || failed(ort::Error::new(format!("no output `{name}`")));
        let value = self.values.get(name).ok_or_else(missing)?;
        let (shape, values) = value.try_extract_tensor::<f32>().map_err(failed)?;
        let shape = shape
            .iter()
            .map(|&size| usize::try_from(size).unwrap_or(0))
            .collect();
        Ok((shape, values))
    }
}

/// Whether an input or output is what the contract asks for; a size it leaves open is taken on trust until run.
fn keeps(outlet: &Outlet, wanted: &Tensor) -> bool {
    let ValueType::Tensor { ty, shape, .. } = outlet.dtype() else {
        return false;
    };
    outlet.name() == wanted.name
        && element(*ty) == wanted.element
        && shape.len() == wanted.shape.len()
        && shape.iter().zip(&wanted.shape).all(|(&has, wants)| match wants {
            Some(size) => has < 0 || usize::try_from(has) == Ok(*size),
            None => true,
        })
}

fn element(ty: TensorElementType) -> &'static str {
    match ty {
        TensorElementType::Float32 => "f32",
        TensorElementType::Int64 => "i64",
        TensorElementType::Float64 => "f64",
        TensorElementType::Float16 => "f16",
        TensorElementType::Int32 => "i32",
        _ => "another element",
    }
}

fn describe(outlet: &Outlet) -> String {
    match outlet.dtype() {
        ValueType::Tensor { ty, shape, .. } => {
            let sizes: Vec<String> = shape
                .iter()
                .map(|&s| if s < 0 { "?".to_owned() } else { s.to_string() })
                .collect();
            format!("`{}` {} [{}]", outlet.name(), element(*ty), sizes.join(", "))
        }
        _ => format!("`{}`, not a tensor", outlet.name()),
    }
}
